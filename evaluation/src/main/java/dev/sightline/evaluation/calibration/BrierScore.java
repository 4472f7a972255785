package dev.sightline.evaluation.calibration;

import java.util.OptionalDouble;

/**
 * The mean squared distance of the probabilities from the truth, 1 for the actual class and 0 for
 * the others; halved for two classes, as scikit-learn's {@code brier_score_loss} does by default.
 *
 * <p>In [0, 2], for two classes in [0, 1]; 0 is best. Sums are in double precision.
 *
 * @see <a href="https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2">Brier,
 *     Verification of Forecasts Expressed in Terms of Probability, 1950</a>
 */
public final class BrierScore {
  private BrierScore() {}

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
    double scale = classes < 3 ? 0.5 : 1;
    return scores.eachImage().mapToDouble(image -> scale * distance(scores, image)).average();
  }

  private static double distance(LabelledScores scores, int image) {
    double sum = 0;
    for (int c = 0; c < scores.classes(); c++) {
      double truth = c == scores.labels()[image] ? 1 : 0;
      double gap = truth - scores.values()[image * scores.classes() + c];
      sum += gap * gap;
    }
    return sum;
  }
}
