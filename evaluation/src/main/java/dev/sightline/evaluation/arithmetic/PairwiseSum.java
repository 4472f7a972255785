package dev.sightline.evaluation.arithmetic;

/**
 * The sum of doubles in the order in which numpy adds them, so that averages agree with
 * scikit-learn's to the last bit and round the same way.
 *
 * <p>Fewer than 8 are added one after the other, up to 128 in 8 interleaved sums, and more in two
 * halves.
 *
 * @see <a
 *     href="https://github.com/numpy/numpy/blob/main/numpy/_core/src/umath/loops_utils.h.src">numpy's
 *     pairwise_sum</a>
 */
public final class PairwiseSum {
  private static final int LANES = 8;
  private static final int BLOCK = 128;

  private PairwiseSum() {}

  public static double of(double[] values) {
    return of(values, 0, values.length);
  }

  private static double of(double[] values, int from, int count) {
    if (count < LANES) {
      return plusEach(0, values, from, from + count);
    }
    if (count <= BLOCK) {
      return ofBlock(values, from, count);
    }
    int half = count / 2 / LANES * LANES;
    return of(values, from, half) + of(values, from + half, count - half);
  }

  private static double ofBlock(double[] values, int from, int count) {
    double[] lanes = new double[LANES];
    int inLanes = count / LANES * LANES;
    for (int i = 0; i < inLanes; i++) {
      lanes[i % LANES] += values[from + i];
    }
    double sum =
        ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
            + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    return plusEach(sum, values, from + inLanes, from + count);
  }

  private static double plusEach(double sum, double[] values, int from, int to) {
    double total = sum;
    for (int i = from; i < to; i++) {
      total += values[i];
    }
    return total;
  }
}
