package dev.sightline.evaluation.calibration;

import dev.sightline.evaluation.arithmetic.Quotient;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How far confidence can be taken for accuracy: a reliability diagram over equal-width bins of
 * confidence.
 *
 * <p>Bin i of n holds the confidences in [i/n, (i+1)/n); the last one also holds 1. An accumulator
 * for one thread.
 *
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al., On Calibration of Modern Neural
 *     Networks, 2017</a>
 */
public final class Calibration {
  /** Softmax in float32 may exceed 1 by this much; such a confidence counts as 1. */
  private static final double ROUNDING = 1e-5;

  private final long[] images;
  private final long[] correct;
  private final double[] confidence;

  /**
   * One bin of confidence, from inclusive.
   *
   * @param images predictions in this bin
   * @param meanConfidence their mean confidence; 0 in an empty bin
   * @param accuracy the share of them that was correct; 0 in an empty bin
   */
  public record Bin(double from, double to, long images, double meanConfidence, double accuracy) {}

  /**
   * @param bins how many, at least 1
   */
  public Calibration(int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("expected at least 1 bin, found " + bins);
    }
    images = new long[bins];
    correct = new long[bins];
    confidence = new double[bins];
  }

  /**
   * Adds one prediction.
   *
   * @param confidence the probability of the predicted class
   * @throws IllegalArgumentException when it is outside [0, 1]
   */
  public void add(double confidence, boolean isCorrect) {
    if (!(confidence >= 0 && confidence <= 1 + ROUNDING)) {
      throw new IllegalArgumentException("expected a confidence in [0, 1], found " + confidence);
    }
    double bounded = Math.min(confidence, 1);
    int bin = Math.min((int) (bounded * images.length), images.length - 1);
    images[bin]++;
    this.confidence[bin] += bounded;
    if (isCorrect) {
      correct[bin]++;
    }
  }

  /** The bins from 0 to 1. */
  public List<Bin> bins() {
    return IntStream.range(0, images.length).mapToObj(this::bin).toList();
  }

  /**
   * The expected calibration error: the mean of |accuracy − mean confidence| over the bins,
   * weighted by their images; empty without images.
   */
  public OptionalDouble expectedCalibrationError() {
    double gaps = 0;
    long total = 0;
    for (int bin = 0; bin < images.length; bin++) {
      gaps += Math.abs(correct[bin] - confidence[bin]);
      total += images[bin];
    }
    return Quotient.of(gaps, total);
  }

  private Bin bin(int bin) {
    double bins = images.length;
    return new Bin(
        bin / bins,
        (bin + 1) / bins,
        images[bin],
        Quotient.of(confidence[bin], images[bin]).orElse(0),
        Quotient.of(correct[bin], images[bin]).orElse(0));
  }
}
