package dev.sightline.evaluation.histogram;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A histogram of confidences whose sums are exact: {@value #BINS} bins of equal width over [0, 1],
 * the same for all. Bin i holds the confidences in [i/{@value #BINS}, (i+1)/{@value #BINS}); the
 * last one also holds 1.
 *
 * <p>An accuracy without labels is estimated as the mean of what each confidence is worth. A
 * manifest says that for 15 bins of confidence; {@value #BINS} are eight for each of these, and
 * eight is a power of two, so that no rounding parts a bin from the one it lies in: such an
 * estimate from this histogram is the one from the confidences themselves. A calibration by a
 * formula is taken at the middle of a bin, at most 1/240 from the confidence.
 *
 * <p>What is no number in [0, 1] is in no bin, and counted as {@linkplain #outside() outside}. An
 * accumulator for one thread.
 */
public final class ConfidenceHistogram {
  /** The number of bins. */
  public static final int BINS = 120;

  /** Softmax in float32 may exceed 1 by this much; such a confidence counts as 1. */
  private static final double ROUNDING = 1e-5;

  private final long[] countByBin = new long[BINS];
  private long outside;

  /** The bin of a confidence; empty when it is outside [0, 1] or no number. */
  public static OptionalInt binOf(double confidence) {
    if (!(confidence >= 0 && confidence <= 1 + ROUNDING)) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Math.min((int) (confidence * BINS), BINS - 1));
  }

  /** Adds one confidence. */
  public void add(double confidence) {
    binOf(confidence).ifPresentOrElse(bin -> add(bin, 1), () -> addOutside(1));
  }

  /**
   * Adds confidences to a bin.
   *
   * @throws IllegalArgumentException when there is no such bin or the count is negative
   */
  public void add(int bin, long count) {
    if (bin < 0 || bin >= BINS) {
      throw new IllegalArgumentException(
          "expected a bin from 0 to " + (BINS - 1) + ", found " + bin);
    }
    countByBin[bin] = Math.addExact(countByBin[bin], checked(count));
  }

  /**
   * Adds confidences that are in no bin.
   *
   * @throws IllegalArgumentException when the count is negative
   */
  public void addOutside(long count) {
    outside = Math.addExact(outside, checked(count));
  }

  /** Adds all of another's confidences to this one. */
  public void add(ConfidenceHistogram other) {
    for (int bin = 0; bin < BINS; bin++) {
      countByBin[bin] = Math.addExact(countByBin[bin], other.countByBin[bin]);
    }
    outside = Math.addExact(outside, other.outside);
  }

  /**
   * Takes back all of another's confidences, which were added to this one before.
   *
   * @throws IllegalArgumentException when a bin, or what is outside, holds fewer; this is of no use
   *     then
   */
  public void subtract(ConfidenceHistogram other) {
    for (int bin = 0; bin < BINS; bin++) {
      countByBin[bin] = checked(countByBin[bin] - other.countByBin[bin]);
    }
    outside = checked(outside - other.outside);
  }

  /** The counts of all bins, ascending. */
  public List<Long> counts() {
    return Arrays.stream(countByBin).boxed().toList();
  }

  /** Confidences that are no number in [0, 1]. */
  public long outside() {
    return outside;
  }

  /** All confidences, those outside with them. */
  public long total() {
    return Arrays.stream(countByBin).sum() + outside;
  }

  private static long checked(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("expected a count of 0 or more, found " + count);
    }
    return count;
  }
}
