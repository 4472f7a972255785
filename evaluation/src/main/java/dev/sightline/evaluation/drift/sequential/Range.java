package dev.sightline.evaluation.drift.sequential;

import dev.sightline.evaluation.comparison.ConfidenceInterval;

/**
 * Where the mean of a quantity may lie without an alarm.
 *
 * <p>A reference is an estimate too. So a range reaches from it as far as the tolerance, or as far
 * as the reference may be off by the interval of its own sample, whichever is more: an alarm is
 * about what is watched, and never about a small reference.
 *
 * @param reference what the mean was, in [0, 1]
 * @param lowest the lowest mean that is no alarm, from 0 to the reference; 0 where none is too low
 * @param highest the highest, from the reference to 1; 1 where none is too high
 */
public record Range(double reference, double lowest, double highest) {
  /**
   * @throws IllegalArgumentException when it is no such range
   */
  public Range {
    if (!(0 <= lowest && lowest <= reference && reference <= highest && highest <= 1)) {
      throw new IllegalArgumentException(
          "expected 0 <= lowest <= reference <= highest <= 1, found %s, %s and %s"
              .formatted(lowest, reference, highest));
    }
  }

  /**
   * The range of a share that moved neither up nor down.
   *
   * @param hits of the reference
   * @param images of the reference, 1 or more
   * @param tolerance what nobody cares for, 0 or more
   * @param level of confidence that the reference is good for, such as 0.99
   */
  public static Range around(long hits, long images, double tolerance, double level) {
    double reference = (double) hits / images;
    ConfidenceInterval sample = ConfidenceInterval.wilson(hits, images, level);
    return new Range(
        reference,
        Math.max(0, Math.min(reference - tolerance, sample.lower())),
        Math.min(1, Math.max(reference + tolerance, sample.upper())));
  }

  /** As {@link #around}, of a share that may rise as it will. */
  public static Range from(long hits, long images, double tolerance, double level) {
    Range both = around(hits, images, tolerance, level);
    return new Range(both.reference, both.lowest, 1);
  }

  boolean contains(double mean) {
    return mean >= lowest && mean <= highest;
  }

  /** Whether some mean of an interval lies in it. */
  boolean meets(ConfidenceInterval interval) {
    return interval.upper() >= lowest && interval.lower() <= highest;
  }
}
