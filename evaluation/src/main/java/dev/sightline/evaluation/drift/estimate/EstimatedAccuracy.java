package dev.sightline.evaluation.drift.estimate;

import dev.sightline.evaluation.comparison.ConfidenceInterval;
import dev.sightline.evaluation.comparison.NormalQuantile;
import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import java.util.List;
import java.util.Optional;

/**
 * The accuracy that some predictions should have: the mean of how often predictions of their
 * confidences are right.
 *
 * <p>The value is that of NannyML's CBPE for accuracy. Its band is not: NannyML takes the deviation
 * of right and wrong in the reference, over √n; here each image is a coin of its own chance, so the
 * variance of the accuracy of n images is Σ p·(1 − p) / n². Where the images are like the
 * reference, the two agree but for what the confidences explain, by which this one is narrower.
 *
 * @param value in [0, 1]
 * @param deviation the standard deviation of the realised accuracy around it, if it is right
 * @param error how far the value may lie off because confidences are known by their bins; 0 where
 *     it is exact
 * @param images how many predictions it is the mean of, 1 or more
 */
public record EstimatedAccuracy(double value, double deviation, double error, long images) {

  /**
   * Of calibrated confidences: the probability of the predicted class, scaled.
   *
   * @return empty when there is none
   * @throws IllegalArgumentException when one lies outside [0, 1]
   */
  public static Optional<EstimatedAccuracy> ofCalibrated(List<Double> confidences) {
    double sum = 0;
    double variance = 0;
    for (double share : confidences) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("expected a confidence in [0, 1], found " + share);
      }
      sum += share;
      variance += share * (1 - share);
    }
    return of(sum, variance, 0, confidences.size());
  }

  /**
   * Of a histogram of confidences. Those outside it say nothing, and are left out.
   *
   * @param worth what the confidences of each bin are worth
   * @return empty when there is none
   */
  public static Optional<EstimatedAccuracy> of(
      ConfidenceHistogram confidences, ConfidenceWorth worth) {
    List<Long> counts = confidences.counts();
    double sum = 0;
    double variance = 0;
    double error = 0;
    for (int bin = 0; bin < counts.size(); bin++) {
      Worth each = worth.of(bin);
      sum += counts.get(bin) * each.share();
      variance += counts.get(bin) * each.share() * (1 - each.share());
      error += counts.get(bin) * each.error();
    }
    return of(sum, variance, error, confidences.total() - confidences.outside());
  }

  private static Optional<EstimatedAccuracy> of(
      double sum, double variance, double error, long images) {
    return images == 0
        ? Optional.empty()
        : Optional.of(
            new EstimatedAccuracy(
                sum / images, Math.sqrt(variance) / images, error / images, images));
  }

  /**
   * Where the realised accuracy of these images lies if the confidences are worth what they are
   * taken for: value ± z·deviation, widened by the error, cut to [0, 1].
   *
   * @param level of confidence in (0, 1 - 1e-10], such as 0.95
   */
  public ConfidenceInterval band(double level) {
    double half = NormalQuantile.twoSided(level) * deviation + error;
    return ConfidenceInterval.within(0, 1, value - half, value + half);
  }
}
