package dev.sightline.topology.monitoring.alerts;

import dev.sightline.models.ModelVersion;
import dev.sightline.topology.monitoring.gauges.KnownGauges;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * The gauges of the alarms of a task, by model version and statistic, and of what ADWIN says of the
 * version's labels. All are taken away when the task goes elsewhere. For the task's thread; any may
 * read the gauges.
 */
final class AlertGauges {
  private final long minLabels;
  private final MeterRegistry meters;
  private final Map<ModelVersion, OfVersion> byVersion = new HashMap<>();

  /** What ADWIN says; what is not known is NaN. */
  private record Said(double labels, double accuracy, double changedAtImage) {
    static final Said NOTHING = new Said(Double.NaN, Double.NaN, Double.NaN);

    static Said of(Correctness correctness, long minLabels) {
      return new Said(
          correctness.labels(),
          correctness.labels() < minLabels ? Double.NaN : correctness.accuracy(),
          correctness.changedAtImage().isPresent()
              ? correctness.changedAtImage().getAsLong()
              : Double.NaN);
    }
  }

  /** What is shown of one version. */
  private static final class OfVersion {
    private final Map<String, Boolean> raised = new ConcurrentHashMap<>();
    private final KnownGauges gauges;
    private final Tags tags;
    private volatile Said said = Said.NOTHING;

    private OfVersion(ModelVersion model, MeterRegistry meters) {
      this.gauges = new KnownGauges(meters);
      this.tags = Tags.of("model", model.name(), "version", Integer.toString(model.version()));
      ofAdwin("labels", "Labels in ADWIN's window", Said::labels);
      ofAdwin("accuracy", "Right of these", Said::accuracy);
      ofAdwin(
          "changed.at.image",
          "Predictions that were counted when ADWIN cut its window last",
          Said::changedAtImage);
    }

    private void ofAdwin(String name, String what, ToDoubleFunction<Said> value) {
      gauges.add("sightline.adwin." + name, what, tags, () -> value.applyAsDouble(said));
    }

    private void ofAlarm(String statistic) {
      gauges.add(
          "sightline.drift.alarm",
          "1 while the alarm of a statistic is raised, 0 while it is not",
          tags.and("statistic", statistic),
          () -> raised.get(statistic) ? 1 : 0);
    }
  }

  /**
   * @param minLabels fewest labels of which an accuracy is shown
   */
  AlertGauges(long minLabels, MeterRegistry meters) {
    this.minLabels = minLabels;
    this.meters = meters;
  }

  /** A version's alarms may have changed. */
  void update(ModelVersion model, VersionWatch watch) {
    OfVersion shown = byVersion.computeIfAbsent(model, any -> new OfVersion(model, meters));
    watch
        .all()
        .forEach(
            (statistic, state) -> {
              if (shown.raised.put(statistic, state.alarm().raised()) == null) {
                shown.ofAlarm(statistic);
              }
            });
    shown.said = watch.correctness().map(each -> Said.of(each, minLabels)).orElse(Said.NOTHING);
    shown.gauges.refresh();
  }

  /** Takes those of a version away. */
  void remove(ModelVersion model) {
    OfVersion shown = byVersion.remove(model);
    if (shown != null) {
      shown.gauges.remove();
    }
  }

  /** Takes all away. */
  void clear() {
    List.copyOf(byVersion.keySet()).forEach(this::remove);
  }
}
