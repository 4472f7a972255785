package dev.sightline.dashboard.present;

import java.util.List;

/**
 * A prediction as it is remembered.
 *
 * @param likeliest the most probable classes, the likeliest first: at most five
 * @param timestampMs of the record, which is the image's too
 * @param partition of the record
 * @param truth what is known of the actual class; null for nothing
 * @param order grows with each prediction taken in
 */
public record SeenPrediction(
    String id,
    String model,
    int version,
    String label,
    float confidence,
    List<Likely> likeliest,
    long capturedAtMs,
    long scoredAtMs,
    long timestampMs,
    int partition,
    Truth truth,
    long order) {

  /** A class by its index, and its probability. */
  public record Likely(int index, float probability) {}

  SeenPrediction with(Truth known) {
    return new SeenPrediction(
        id,
        model,
        version,
        label,
        confidence,
        likeliest,
        capturedAtMs,
        scoredAtMs,
        timestampMs,
        partition,
        known,
        order);
  }

  /** Whether it is known to be wrong. */
  public boolean isMistake() {
    return truth != null && !truth.label().equals(label);
  }
}
