package dev.sightline.topology.monitoring.alerts;

import dev.sightline.models.ModelVersion;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gauges of the alarms of a task, by model version and statistic. All are taken away when the
 * task goes elsewhere. For the task's thread; any may read the gauges.
 */
final class AlertGauges {
  private final MeterRegistry meters;
  private final Map<ModelVersion, OfVersion> byVersion = new HashMap<>();

  /** What is shown of one version. */
  private static final class OfVersion {
    private final Map<String, Boolean> raised = new ConcurrentHashMap<>();
    private final List<Meter> registered = new ArrayList<>();
  }

  AlertGauges(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A version's alarms may have changed. */
  void update(ModelVersion model, VersionWatch watch) {
    OfVersion shown = byVersion.computeIfAbsent(model, any -> new OfVersion());
    watch
        .all()
        .forEach(
            (statistic, state) -> {
              if (shown.raised.put(statistic, state.alarm().raised()) == null) {
                shown.registered.add(gauge(model, statistic, shown));
              }
            });
  }

  private Gauge gauge(ModelVersion model, String statistic, OfVersion shown) {
    return Gauge.builder("sightline.drift.alarm", shown, of -> of.raised.get(statistic) ? 1 : 0)
        .description("1 while the alarm of a statistic is raised, 0 while it is not")
        .tags(
            Tags.of(
                "model", model.name(),
                "version", Integer.toString(model.version()),
                "statistic", statistic))
        .register(meters);
  }

  /** Takes those of a version away. */
  void remove(ModelVersion model) {
    OfVersion shown = byVersion.remove(model);
    if (shown != null) {
      shown.registered.forEach(meters::remove);
    }
  }

  /** Takes all away. */
  void clear() {
    List.copyOf(byVersion.keySet()).forEach(this::remove);
  }
}
