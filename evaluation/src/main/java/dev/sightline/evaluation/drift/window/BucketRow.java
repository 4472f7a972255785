package dev.sightline.evaluation.drift.window;

/**
 * The buckets of one size, the oldest first: of each the sum of its observations, and that of their
 * squared distances from its mean.
 */
final class BucketRow {
  private final double[] totals;
  private final double[] squares;
  private int length;

  /**
   * @param most buckets that it has when it is not too long
   */
  BucketRow(int most) {
    this.totals = new double[most + 1];
    this.squares = new double[most + 1];
  }

  void add(double total, double squaredDistances) {
    totals[length] = total;
    squares[length] = squaredDistances;
    length++;
  }

  void removeOldest(int count) {
    length -= count;
    System.arraycopy(totals, count, totals, 0, length);
    System.arraycopy(squares, count, squares, 0, length);
  }

  boolean isTooLong() {
    return length == totals.length;
  }

  int length() {
    return length;
  }

  double total(int index) {
    return totals[index];
  }

  double squares(int index) {
    return squares[index];
  }
}
