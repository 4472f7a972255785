package dev.sightline.images.statistics;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The bins of a statistic, fixed for all images, models and time, so that counts of them can be
 * summed. The first begins at the least value that there is, each ends where the next begins, and a
 * value on a border belongs to the upper bin. Immutable.
 */
public final class FixedBins {
  private final double[] lowerBounds;
  private final double greatest;

  private FixedBins(double[] lowerBounds, double greatest) {
    this.lowerBounds = lowerBounds;
    this.greatest = greatest;
  }

  /**
   * Bins of one width: bin i holds [i·width, (i+1)·width).
   *
   * @param greatest the greatest value that there is
   */
  static FixedBins equal(int count, double width, double greatest) {
    double[] lowerBounds = new double[count];
    Arrays.setAll(lowerBounds, i -> i * width);
    return new FixedBins(lowerBounds, greatest);
  }

  /**
   * Bins of one ratio: bin i holds [2^(i/n), 2^((i+1)/n)), and the first also what is below 1.
   *
   * @param n bins from a value to twice that value
   * @param least the least value that there is, at most 1
   * @param greatest the greatest value that there is
   */
  static FixedBins geometric(int count, int n, double least, double greatest) {
    double[] lowerBounds = new double[count];
    // StrictMath: the same bounds on every machine, and exact at powers of two.
    Arrays.setAll(lowerBounds, i -> i == 0 ? least : StrictMath.pow(2, (double) i / n));
    return new FixedBins(lowerBounds, greatest);
  }

  /** How many there are. */
  public int count() {
    return lowerBounds.length;
  }

  /** The bin of a value; empty when there is no such value, or it is no number. */
  public OptionalInt of(double value) {
    if (!(value >= lowerBounds[0] && value <= greatest)) {
      return OptionalInt.empty();
    }
    int found = Arrays.binarySearch(lowerBounds, value + 0.0); // -0.0 would be below the first
    return OptionalInt.of(found >= 0 ? found : -found - 2);
  }

  /**
   * The least value in a bin.
   *
   * @throws IllegalArgumentException when there is no such bin
   */
  public double lowerBound(int bin) {
    return lowerBounds[checked(bin)];
  }

  /**
   * Where a bin ends: the least value of the next, or the greatest of all.
   *
   * @throws IllegalArgumentException when there is no such bin
   */
  public double upperBound(int bin) {
    return checked(bin) == count() - 1 ? greatest : lowerBounds[bin + 1];
  }

  /** The same bin, which there must be. */
  int checked(int bin) {
    if (bin < 0 || bin >= count()) {
      throw new IllegalArgumentException(
          "expected a bin from 0 to " + (count() - 1) + ", found " + bin);
    }
    return bin;
  }
}
