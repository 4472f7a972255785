package dev.sightline.evaluation.drift.sequential;

import java.util.function.DoubleUnaryOperator;

/**
 * Observations of one quantity between two looks: how often each value came. Their order is not
 * known, and does not matter. Immutable.
 */
public final class Batch {
  private static final double[] MISS_AND_HIT = {0, 1};

  private final double[] values;
  private final long[] counts;
  private final long total;

  private Batch(double[] values, long[] counts) {
    if (values.length != counts.length) {
      throw new IllegalArgumentException(
          "expected a count for each of %d values, found %d"
              .formatted(values.length, counts.length));
    }
    long sum = 0;
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] <= 1) || counts[i] < 0) {
        throw new IllegalArgumentException(
            "expected values in [0, 1] and counts of 0 or more, found %s %d times"
                .formatted(values[i], counts[i]));
      }
      sum = Math.addExact(sum, counts[i]);
    }
    this.values = values;
    this.counts = counts;
    this.total = sum;
  }

  /**
   * Observations of which some are 1 and the others 0.
   *
   * @throws IllegalArgumentException when there are fewer than no hits, or more than in all
   */
  public static Batch ofHits(long hits, long total) {
    return new Batch(MISS_AND_HIT, new long[] {total - hits, hits});
  }

  /**
   * Observations of some values.
   *
   * @param values in [0, 1]
   * @param counts one a value
   * @throws IllegalArgumentException when the lengths differ, or a value or count can't be
   * @throws ArithmeticException when they are more than a long holds
   */
  public static Batch of(double[] values, long[] counts) {
    return new Batch(values.clone(), counts.clone());
  }

  /** How many observations there are. */
  public long total() {
    return total;
  }

  /** The sum of all observations. */
  public double sum() {
    return sum(value -> value);
  }

  /** The sum of what a function makes of each observation. */
  double sum(DoubleUnaryOperator function) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      if (counts[i] > 0) {
        sum += counts[i] * function.applyAsDouble(values[i]);
      }
    }
    return sum;
  }
}
