package dev.sightline.evaluation.calibration;

import java.util.OptionalDouble;

/**
 * The mean of −ln(the probability of the actual class), in nats: the cross-entropy.
 *
 * <p>Probabilities are clipped to [ε, 1 − ε] where ε = 2⁻²³ ≈ 1.19e-7 is float32's, as
 * scikit-learn's {@code log_loss} does with float32 ones. So the loss of an image is at most 15.94.
 * The sum is in double precision.
 */
public final class LogLoss {
  private static final double SMALLEST = 0x1p-23;

  private LogLoss() {}

  /**
   * Empty without images.
   *
   * @param probabilities float32 [images, classes], row-major, in [0, 1]
   * @param labels the actual class of each image, in [0, classes)
   * @throws IllegalArgumentException when the sizes do not match, a label is no class, or a
   *     probability lies outside
   */
  public static OptionalDouble of(float[] probabilities, int[] labels, int classes) {
    LabelledScores scores = LabelledScores.ofProbabilities(probabilities, labels, classes);
    return scores
        .eachImage()
        .mapToDouble(
            image -> -Math.log(Math.max(SMALLEST, Math.min(1 - SMALLEST, scores.ofActual(image)))))
        .average();
  }
}
