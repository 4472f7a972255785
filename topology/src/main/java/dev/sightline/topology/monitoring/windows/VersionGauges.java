package dev.sightline.topology.monitoring.windows;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.images.statistics.ImageStatistic;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.MetricsWindow;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The gauges of one model version. They show the window that ends next: of all that hold its latest
 * images it reaches back the furthest, so it is the fullest. One thread updates; any reads.
 */
final class VersionGauges {
  /** Of more classes there are no recalls: a time series a class, in every worker's scrape. */
  static final int MAX_CLASSES = 100;

  private final MeterRegistry meters;
  private final Tags tags;
  private final TreeMap<Long, WindowFigures> byStartMs = new TreeMap<>();
  private final List<Meter> registered = new ArrayList<>();
  private List<String> classes = List.of();
  private volatile WindowFigures shown = WindowFigures.UNKNOWN;
  private volatile double heldOutAccuracy = Double.NaN;
  private volatile long referenceImages;
  private boolean imagesAreShown;
  private long changedAtMs;

  VersionGauges(ModelVersion model, MeterRegistry meters) {
    this.meters = meters;
    this.tags = Tags.of("model", model.name(), "version", Integer.toString(model.version()));
    gauge("sightline.window.predictions", "Predictions", WindowFigures::predictions);
    gauge("sightline.window.labelled", "Predictions with a label", WindowFigures::labelled);
    gauge("sightline.window.accuracy", "Correct / labelled", WindowFigures::accuracy);
    gauge("sightline.window.coverage", "Labelled / predictions", WindowFigures::coverage);
    gauge("sightline.window.macro.f1", "Mean F1 of the classes", WindowFigures::macroF1);
    registered.add(
        Gauge.builder("sightline.held.out.accuracy", this, gauges -> gauges.heldOutAccuracy)
            .description("Accuracy on held-out images, before the version was published")
            .tags(tags)
            .register(meters));
  }

  private void gauge(String name, String what, ToDoubleFunction<WindowFigures> value) {
    registered.add(
        Gauge.builder(name, this, gauges -> value.applyAsDouble(gauges.shown))
            .description(what + ", of the window that ends next")
            .tags(tags)
            .register(meters));
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
    expected.images().ifPresent(this::showImages);
    show(listed.inOrder().size() <= MAX_CLASSES ? listed.inOrder() : List.of());
    long startMs = window.getWindowStart().toEpochMilli();
    long lengthMs = window.getWindowEnd().toEpochMilli() - startMs;
    if (byStartMs.isEmpty() || startMs + lengthMs > byStartMs.lastKey()) {
      byStartMs.put(startMs, WindowFigures.of(window, listed, expected.images()));
      byStartMs.headMap(byStartMs.lastKey() - lengthMs, true).clear();
      shown = byStartMs.firstEntry().getValue();
    }
  }

  /** What images are compared with is known, and may be known better than before. */
  private void showImages(ImageHistograms reference) {
    referenceImages = reference.total(ImageStatistic.BRIGHTNESS);
    if (imagesAreShown) {
      return;
    }
    imagesAreShown = true;
    registered.add(
        Gauge.builder("sightline.image.reference.images", this, gauges -> gauges.referenceImages)
            .description("Images that those of the window are compared with")
            .tags(tags)
            .register(meters));
    for (ImageStatistic statistic : ImageStatistic.values()) {
      gauge("psi", "Population stability index", statistic, ImageDistance::psi);
      gauge("jensen.shannon", "Jensen-Shannon distance", statistic, ImageDistance::jensenShannon);
      gauge("chi.square.p", "p-value of the chi-square test", statistic, ImageDistance::chiSquareP);
    }
  }

  private void gauge(
      String name,
      String what,
      ImageStatistic statistic,
      ToDoubleFunction<ImageDistance> distance) {
    registered.add(
        Gauge.builder(
                "sightline.image." + name, this, gauges -> gauges.shown.image(statistic, distance))
            .description(what + " of an image statistic, of the window that ends next")
            .tags(tags.and("statistic", statistic.key()))
            .register(meters));
  }

  private void show(List<String> listed) {
    for (String added : listed.subList(Math.min(classes.size(), listed.size()), listed.size())) {
      registered.add(
          Gauge.builder("sightline.window.recall", this, gauges -> gauges.shown.recall(added))
              .description("Recall of a class, of the window that ends next")
              .tags(tags.and("class", added))
              .register(meters));
    }
    classes = listed;
  }

  /** When a window has last changed, by the wall clock. */
  long changedAtMs() {
    return changedAtMs;
  }

  /** Takes the gauges away. */
  void remove() {
    registered.forEach(meters::remove);
    registered.clear();
  }
}
