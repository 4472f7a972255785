package dev.sightline.topology.monitoring.windows;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.images.statistics.ImageStatistic;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.topology.monitoring.gauges.KnownGauges;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The gauges of one model version. They show the window that ends next: of all that hold its latest
 * images it reaches back the furthest, so it is the fullest. A figure that is not known, or of too
 * few labels, has no gauge. One thread updates; any reads.
 */
final class VersionGauges {
  /** Of more classes there are no recalls: a time series a class, in every worker's scrape. */
  static final int MAX_CLASSES = 100;

  private final KnownGauges gauges;
  private final Tags tags;
  private final long minLabels;
  private final TreeMap<Long, WindowFigures> byStartMs = new TreeMap<>();
  private List<String> classes = List.of();
  private volatile WindowFigures shown = WindowFigures.UNKNOWN;
  private volatile double heldOutAccuracy = Double.NaN;
  private volatile double referenceImages = Double.NaN;
  private long changedAtMs;

  /**
   * @param minLabels fewest labels of which an accuracy is shown
   */
  VersionGauges(ModelVersion model, long minLabels, MeterRegistry meters) {
    this.gauges = new KnownGauges(meters);
    this.minLabels = minLabels;
    this.tags = Tags.of("model", model.name(), "version", Integer.toString(model.version()));
    ofWindow("sightline.window.predictions", "Predictions", WindowFigures::predictions);
    ofWindow("sightline.window.labelled", "Predictions with a label", WindowFigures::labelled);
    ofWindow("sightline.window.accuracy", "Correct / labelled", WindowFigures::accuracy);
    ofWindow("sightline.window.coverage", "Labelled / predictions", WindowFigures::coverage);
    ofWindow("sightline.window.macro.f1", "Mean F1 of the classes", WindowFigures::macroF1);
    gauges.add(
        "sightline.held.out.accuracy",
        "Accuracy on held-out images, before the version was published",
        tags,
        () -> heldOutAccuracy);
    gauges.add(
        "sightline.image.reference.images",
        "Images that those of the window are compared with",
        tags,
        () -> referenceImages);
    for (ImageStatistic each : ImageStatistic.values()) {
      ofImages("psi", "Population stability index", each, ImageDistance::psi);
      ofImages("jensen.shannon", "Jensen-Shannon distance", each, ImageDistance::jensenShannon);
      ofImages("chi.square.p", "p-value of the chi-square test", each, ImageDistance::chiSquareP);
    }
  }

  private void ofWindow(String name, String what, ToDoubleFunction<WindowFigures> value) {
    gauges.add(
        name, what + ", of the window that ends next", tags, () -> value.applyAsDouble(shown));
  }

  private void ofImages(
      String name,
      String what,
      ImageStatistic statistic,
      ToDoubleFunction<ImageDistance> distance) {
    gauges.add(
        "sightline.image." + name,
        what + " of an image statistic, of the window that ends next",
        tags.and("statistic", statistic.key()),
        () -> shown.image(statistic, distance));
  }

  /**
   * A window has changed.
   *
   * @param nowMs by the wall clock
   */
  void update(
      MetricsWindow window, ListedClasses listed, WindowGauges.Expected expected, long nowMs) {
    changedAtMs = nowMs;
    heldOutAccuracy = expected.accuracy().orElse(Double.NaN);
    referenceImages = expected.images().map(VersionGauges::count).orElse(referenceImages);
    addRecalls(listed.inOrder().size() <= MAX_CLASSES ? listed.inOrder() : List.of());
    long startMs = window.getWindowStart().toEpochMilli();
    long lengthMs = window.getWindowEnd().toEpochMilli() - startMs;
    if (byStartMs.isEmpty() || startMs + lengthMs > byStartMs.lastKey()) {
      byStartMs.put(startMs, WindowFigures.of(window, listed, expected.images(), minLabels));
      byStartMs.headMap(byStartMs.lastKey() - lengthMs, true).clear();
      shown = byStartMs.firstEntry().getValue();
    }
    gauges.refresh();
  }

  private static double count(ImageHistograms reference) {
    return reference.total(ImageStatistic.BRIGHTNESS);
  }

  private void addRecalls(List<String> listed) {
    for (String added : listed.subList(Math.min(classes.size(), listed.size()), listed.size())) {
      gauges.add(
          "sightline.window.recall",
          "Recall of a class, of the window that ends next",
          tags.and("class", added),
          () -> shown.recall(added));
    }
    classes = listed;
  }

  /** When a window has last changed, by the wall clock. */
  long changedAtMs() {
    return changedAtMs;
  }

  /** Takes the gauges away. */
  void remove() {
    gauges.remove();
  }
}
