package dev.sightline.images.statistics;

/**
 * The sum of levels from 0 to 255 and that of their squares, exactly. An accumulator for one
 * thread.
 *
 * <p>Levels are added from four places at a time: the JDK's compiler makes vector instructions of
 * such a loop, and adds up the lanes of a vector, which is what costs, a quarter as often.
 */
final class Moments {
  private long sum;
  private long squares;

  void clear() {
    sum = 0;
    squares = 0;
  }

  /**
   * Adds the first levels of an array.
   *
   * @param count at most 2048
   */
  void add(int[] levels, int count) {
    int quarter = count / 4;
    int half = 2 * quarter;
    int rest = 3 * quarter;
    int added = 0;
    int squared = 0;
    for (int i = 0; i < quarter; i++) {
      int a = levels[i];
      int b = levels[i + quarter];
      int c = levels[i + half];
      int d = levels[i + rest];
      added += a + b + c + d;
      squared += a * a + b * b + c * c + d * d;
    }
    for (int i = 4 * quarter; i < count; i++) {
      added += levels[i];
      squared += levels[i] * levels[i];
    }
    sum += added;
    squares += squared;
  }

  double mean(double count) {
    return sum / count;
  }

  double variance(double count) {
    return variance(sum, squares, count);
  }

  /** The variance of numbers, without Bessel's correction. */
  static double variance(long sum, long squares, double count) {
    double mean = sum / count;
    return Math.max(0, squares / count - mean * mean);
  }
}
