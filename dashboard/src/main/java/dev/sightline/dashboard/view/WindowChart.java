package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.KnownVersion;
import dev.sightline.dashboard.present.KnownVersion.Reference;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.present.Series;
import dev.sightline.dashboard.present.Workers.Swap;
import dev.sightline.dashboard.settings.LabelBounds;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

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
    return of(
        present,
        subject,
        (series, reference) ->
            present.windows().points(series).stream()
                .filter(point -> point.change() > since)
                .map(point -> WindowView.of(point, reference, minLabels))
                .toList());
  }

  /**
   * That of a model by count: at the end of each full window, the latest images that have so many
   * labels.
   *
   * @param since as above
   */
  public static WindowChart byCount(
      Present present, Optional<Subject> subject, long since, LabelBounds bounds) {
    return of(
        present,
        subject,
        (series, reference) ->
            present.windows().latestLabels(series, bounds.latest()).stream()
                .filter(labels -> labels.change() > since)
                .map(labels -> WindowView.of(labels, bounds.fewest()))
                .toList());
  }

  private static WindowChart of(
      Present present,
      Optional<Subject> subject,
      BiFunction<Series, Reference, List<WindowView>> points) {
    long number = present.changes().number();
    return new WindowChart(
        number,
        subject.map(Subject::series).orElse(List.of()).stream()
            .sorted(Comparator.comparingInt(Series::version))
            .map(series -> line(present, series, points))
            .toList(),
        subject.map(each -> present.workers().swaps(each.model())).orElse(List.of()));
  }

  private static Line line(
      Present present, Series series, BiFunction<Series, Reference, List<WindowView>> points) {
    Reference reference =
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
        points.apply(series, reference));
  }
}
