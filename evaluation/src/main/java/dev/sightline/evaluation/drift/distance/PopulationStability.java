package dev.sightline.evaluation.drift.distance;

import java.util.OptionalDouble;

/**
 * The population stability index, PSI: Σ (r − c)·ln(r/c) over the shares r of a reference and c of
 * what came now. 0 for equal shares; 0.1 is a customary threshold for windows of 500 and more.
 *
 * <p>A share of 0 has no logarithm. As in Evidently, each is replaced by 0.0001, or by a millionth
 * of the row's least other share where that is no more than 0.0001; the shares are not scaled
 * again. Categories that came in neither row are left out, where Evidently never sees them.
 */
public final class PopulationStability {
  private static final double IN_PLACE_OF_ZERO = 0.0001;
  private static final double FRACTION_OF_LEAST = 1e-6;

  private PopulationStability() {}

  /**
   * The index of two rows of counts; empty when one of them has none.
   *
   * @throws IllegalArgumentException when the lengths differ or a count is negative
   */
  public static OptionalDouble of(long[] reference, long[] current) {
    CategoryCounts counts = new CategoryCounts(reference, current).seen();
    if (counts.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] then = withoutZeros(CategoryCounts.shares(counts.reference()));
    double[] now = withoutZeros(CategoryCounts.shares(counts.current()));
    double sum = 0;
    for (int i = 0; i < then.length; i++) {
      sum += (then[i] - now[i]) * Math.log(then[i] / now[i]);
    }
    return OptionalDouble.of(sum);
  }

  private static double[] withoutZeros(double[] shares) {
    double least = Double.MAX_VALUE;
    for (double share : shares) {
      least = share > 0 ? Math.min(least, share) : least;
    }
    double inPlace = least <= IN_PLACE_OF_ZERO ? least * FRACTION_OF_LEAST : IN_PLACE_OF_ZERO;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = shares[i] == 0 ? inPlace : shares[i];
    }
    return shares;
  }
}
