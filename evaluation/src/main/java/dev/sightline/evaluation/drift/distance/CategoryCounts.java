package dev.sightline.evaluation.drift.distance;

import java.util.stream.IntStream;

/**
 * Two rows of counts that can be compared: of a reference, and of what came now. Immutable as long
 * as nobody writes to the rows.
 */
record CategoryCounts(long[] reference, long[] current) {
  /**
   * @throws IllegalArgumentException when the lengths differ or a count is negative
   */
  CategoryCounts {
    if (reference.length != current.length) {
      throw new IllegalArgumentException(
          "expected as many categories as the reference's %d, found %d"
              .formatted(reference.length, current.length));
    }
    check("reference", reference);
    check("current", current);
  }

  private static void check(String row, long[] counts) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        throw new IllegalArgumentException(
            "%s: expected a count of 0 or more in category %d, found %d"
                .formatted(row, i, counts[i]));
      }
    }
  }

  /** The categories that came in one of the rows at least. */
  CategoryCounts seen() {
    int[] seen =
        IntStream.range(0, reference.length)
            .filter(i -> reference[i] > 0 || current[i] > 0)
            .toArray();
    return new CategoryCounts(
        IntStream.of(seen).mapToLong(i -> reference[i]).toArray(),
        IntStream.of(seen).mapToLong(i -> current[i]).toArray());
  }

  int categories() {
    return reference.length;
  }

  /** Whether one of the rows has no count at all. */
  boolean isEmpty() {
    return total(reference) == 0 || total(current) == 0;
  }

  /** In doubles: a sum of many large counts may burst a long. */
  static double total(long[] counts) {
    double total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  /** The shares of a row, which sum to 1. */
  static double[] shares(long[] counts) {
    double total = total(counts);
    double[] shares = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      shares[i] = counts[i] / total;
    }
    return shares;
  }
}
