package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.Alerts.Alert;
import dev.sightline.dashboard.present.KnownVersion;
import dev.sightline.dashboard.present.KnownVersion.Reference;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.present.Series;
import dev.sightline.dashboard.present.WindowPoint;
import dev.sightline.dashboard.settings.LabelBounds;
import dev.sightline.schemas.MetricsWindow;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How right one version is, and how far from its reference: the figures that the page, the REST
 * interface and the terminal have in common.
 *
 * @param application the consumer group that counted
 * @param window a window of time
 * @param latestLabels the latest images up to its end that have as many labels as are asked for
 * @param heldOutAccuracy null where the version has no evaluation
 * @param classes of the window, beside held-out images; null where one is not told
 * @param imageReference what images are compared with, as of {@link ImageLooks}
 * @param images of the window by each statistic, beside the reference; empty where one is missing
 * @param alarms that stand, the one that was told last first
 */
public record VersionFigures(
    String model,
    int version,
    String application,
    WindowView window,
    WindowView latestLabels,
    Double heldOutAccuracy,
    ShareDistance classes,
    String imageReference,
    List<ImageDistance> images,
    List<Alert> alarms) {

  /**
   * How far images lie from their reference by one statistic, over the reference's deciles.
   *
   * @param psi population stability index
   * @param jensenShannon distance by the natural logarithm
   */
  public record ImageDistance(String statistic, double psi, double jensenShannon) {}

  /** Those of the newest full window of each version of a model, the newest version first. */
  public static List<VersionFigures> of(
      Present present, Optional<Subject> subject, LabelBounds bounds) {
    return subject.map(Subject::series).orElse(List.of()).stream()
        .sorted(Comparator.comparingInt(Series::version).reversed())
        .flatMap(series -> present.windows().newestFull(series).stream())
        .map(window -> of(present, window, bounds))
        .toList();
  }

  /**
   * Those of a window.
   *
   * @param window that was taken in
   */
  public static VersionFigures of(Present present, MetricsWindow window, LabelBounds bounds) {
    Series series = Series.of(window);
    Reference reference =
        present
            .versions()
            .find(series.model(), series.version())
            .map(KnownVersion::reference)
            .orElse(null);
    ImageLooks looks = ImageLooks.of(present, window);
    WindowPoint point = WindowPoint.of(window, 0);
    return new VersionFigures(
        series.model(),
        series.version(),
        series.application(),
        WindowView.of(point, reference, bounds.fewest()),
        present
            .windows()
            .latestLabels(series, point.startMs(), bounds.latest())
            .map(labels -> WindowView.of(labels, bounds.fewest()))
            .orElse(null),
        reference == null ? null : reference.accuracy(),
        reference == null
            ? null
            : ShareDistance.of(window.getPredictedClasses(), reference).orElse(null),
        looks.reference(),
        looks.statistics().stream().flatMap(look -> distance(look).stream()).toList(),
        present.alerts().raised(series.model(), series.version(), series.application()));
  }

  private static Optional<ImageDistance> distance(ImageLook look) {
    return look.psi() == null || look.jensenShannon() == null
        ? Optional.empty()
        : Optional.of(new ImageDistance(look.statistic(), look.psi(), look.jensenShannon()));
  }

  /** The image statistic that lies the furthest from its reference by PSI. */
  public Optional<ImageDistance> furthestImages() {
    return images.stream().max(Comparator.comparingDouble(ImageDistance::psi));
  }
}
