package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.KnownVersion;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.present.Series;
import dev.sightline.dashboard.present.Workers.Swap;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Accuracy over time, version by version.
 *
 * @param number of the last change that is in it: asked for with it as {@code since}, the next
 *     answer has only what changed after
 * @param lines by version
 * @param swaps of versions, in order
 */
public record WindowChart(long number, List<Line> lines, List<Swap> swaps) {

  /**
   * One version's full windows, in order.
   *
   * @param heldOutAccuracy null where the version has no evaluation
   */
  public record Line(
      int version,
      String application,
      long lengthMs,
      Double heldOutAccuracy,
      List<WindowView> points) {}

  /**
   * That of a model.
   *
   * @param since the number of an earlier one whose points need not be told again; 0 for all
   */
  public static WindowChart of(
      Present present, Optional<Subject> subject, long since, int minLabels) {
    long number = present.changes().number();
    return new WindowChart(
        number,
        subject
            .map(
                each ->
                    each.series().stream()
                        .sorted(Comparator.comparingInt(Series::version))
                        .map(series -> line(present, series, since, minLabels))
                        .toList())
            .orElse(List.of()),
        subject.map(each -> present.workers().swaps(each.model())).orElse(List.of()));
  }

  private static Line line(Present present, Series series, long since, int minLabels) {
    KnownVersion.Reference reference =
        present
            .versions()
            .find(series.model(), series.version())
            .map(KnownVersion::reference)
            .orElse(null);
    return new Line(
        series.version(),
        series.application(),
        series.lengthMs(),
        reference == null ? null : reference.accuracy(),
        present.windows().points(series).stream()
            .filter(point -> point.change() > since)
            .map(point -> WindowView.of(point, reference, minLabels))
            .toList());
  }
}
