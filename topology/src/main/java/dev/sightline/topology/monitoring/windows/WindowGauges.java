package dev.sightline.topology.monitoring.windows;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.MetricsWindow;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The gauges of what a task's windows come to, by model version. A version is shown as long as its
 * windows change, and for the length of a window after that; all are taken away when the task goes
 * elsewhere. For the task's thread; any may read the gauges.
 */
final class WindowGauges {
  private final MetricsSettings settings;
  private final MeterRegistry meters;
  private final Map<ModelVersion, VersionGauges> byVersion = new HashMap<>();

  WindowGauges(MetricsSettings settings, MeterRegistry meters) {
    this.settings = settings;
    this.meters = meters;
  }

  /**
   * What a version's windows are compared with, as far as it is known.
   *
   * @param accuracy on held-out images
   * @param images those of the manifest, or the version's first
   */
  record Expected(OptionalDouble accuracy, Optional<ImageHistograms> images) {}

  /**
   * A window was emitted.
   *
   * @param nowMs by the wall clock
   */
  void update(MetricsWindow window, ListedClasses listed, Expected expected, long nowMs) {
    byVersion
        .computeIfAbsent(
            new ModelVersion(window.getModelName(), window.getModelVersion()),
            version -> new VersionGauges(version, settings.minLabels(), meters))
        .update(window, listed, expected, nowMs);
  }

  /** Takes away versions whose windows have not changed for the length of one. */
  void dropQuiet(long nowMs) {
    byVersion
        .values()
        .removeIf(
            version -> {
              boolean quiet = nowMs - version.changedAtMs() > settings.windowSize().toMillis();
              if (quiet) {
                version.remove();
              }
              return quiet;
            });
  }

  /** Takes all away. */
  void clear() {
    byVersion.values().forEach(VersionGauges::remove);
    byVersion.clear();
  }
}
