package dev.sightline.evaluation.drift.distance;

import java.util.OptionalDouble;

/**
 * The Jensen–Shannon distance of two rows of shares: the square root of the mean of the
 * Kullback–Leibler divergences of each from their middle. 0 for equal shares.
 *
 * <p>The base of the logarithm scales it: Evidently's is natural, so that it ends at √ln 2 = 0.8326
 * for rows with nothing in common, and its customary threshold is 0.1; NannyML's is 2, so that it
 * ends at 1.
 *
 * @see <a href="https://doi.org/10.1109/18.61115">Lin, Divergence Measures Based on the Shannon
 *     Entropy, 1991</a>
 */
public enum JensenShannon {
  /** By the natural logarithm, as Evidently and scipy by default. */
  NATURAL(1),
  /** By the logarithm of base 2, as NannyML. */
  BASE_2(Math.log(2));

  private final double scale;

  JensenShannon(double scale) {
    this.scale = scale;
  }

  /**
   * The distance of two rows of counts; empty when one of them has none.
   *
   * @throws IllegalArgumentException when the lengths differ or a count is negative
   */
  public OptionalDouble distance(long[] reference, long[] current) {
    CategoryCounts counts = new CategoryCounts(reference, current);
    if (counts.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] then = CategoryCounts.shares(reference);
    double[] now = CategoryCounts.shares(current);
    double sum = 0;
    for (int i = 0; i < then.length; i++) {
      double middle = (then[i] + now[i]) / 2;
      sum += divergence(then[i], middle) + divergence(now[i], middle);
    }
    // Of shares that are equal but for rounding it may come out below 0.
    return OptionalDouble.of(Math.sqrt(Math.max(0, sum / 2) / scale));
  }

  private static double divergence(double share, double middle) {
    return share == 0 ? 0 : share * Math.log(share / middle);
  }
}
