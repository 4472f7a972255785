package dev.sightline.dashboard.present;

import dev.sightline.schemas.MetricsWindow;
import java.time.Duration;

/**
 * The windows that belong together: one model version's of one length, as one application counts
 * them.
 *
 * @param application the consumer group that counted; empty in windows that don't say
 * @param lengthMs of each window
 */
public record Series(String model, int version, String application, long lengthMs) {
  /** The one that a window belongs to. */
  public static Series of(MetricsWindow window) {
    return new Series(
        window.getModelName(),
        window.getModelVersion(),
        window.getApplication(),
        Duration.between(window.getWindowStart(), window.getWindowEnd()).toMillis());
  }
}
