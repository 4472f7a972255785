package dev.sightline.evaluation.calibration;

import dev.sightline.evaluation.arithmetic.Argmax;

/**
 * Probabilities made softer or sharper by one number: softmax(ln(p) / T), which is softmax(logits /
 * T). Above 1 softens, below 1 sharpens, 1 changes nothing.
 *
 * <p>A probability of 0 is an underflow: it counts as the smallest float above 0, 1.4e-45. Rows
 * need not sum to 1.
 *
 * @param temperature T, in [{@value #MIN_TEMPERATURE}, {@value #MAX_TEMPERATURE}]
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al., On Calibration of Modern Neural
 *     Networks, 2017</a>
 */
public record TemperatureScaling(double temperature) {
  public static final double MIN_TEMPERATURE = 0.05;
  public static final double MAX_TEMPERATURE = 20;

  /** The scaling that changes nothing. */
  public static final TemperatureScaling NONE = new TemperatureScaling(1);

  /**
   * @throws IllegalArgumentException when the temperature lies outside its range
   */
  public TemperatureScaling {
    if (!(temperature >= MIN_TEMPERATURE && temperature <= MAX_TEMPERATURE)) {
      throw new IllegalArgumentException(
          "expected a temperature in [%s, %s], found %s"
              .formatted(MIN_TEMPERATURE, MAX_TEMPERATURE, temperature));
    }
  }

  /**
   * The scaling with the least negative log likelihood on these images, which must not be those the
   * model was trained on.
   *
   * <p>It is 1 when no other is better: without images, or with all of them right at probability 1.
   * It is the lowest when sharpening never ends to help, as with every image right but unsure, and
   * the highest when softening never does, as with confident guesses.
   *
   * @param probabilities float32 [images, classes], row-major, in [0, 1]
   * @param labels the actual class of each image, in [0, classes)
   * @throws IllegalArgumentException when the sizes do not match, a label is no class, or a
   *     probability lies outside
   */
  public static TemperatureScaling fit(float[] probabilities, int[] labels, int classes) {
    LabelledScores scores = LabelledScores.ofProbabilities(probabilities, labels, classes);
    double[] logits = new double[probabilities.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = logit(scores.values()[i]);
    }
    return fit(new TemperatureLikelihood(logits, labels, classes));
  }

  /**
   * As {@link #fit}, from logits.
   *
   * @param logits float32 [images, classes], row-major, finite
   * @throws IllegalArgumentException when the sizes do not match, a label is no class, or a logit
   *     is not finite
   */
  public static TemperatureScaling fitLogits(float[] logits, int[] labels, int classes) {
    LabelledScores scores = new LabelledScores(logits, labels, classes);
    double[] exact = new double[logits.length];
    for (int i = 0; i < exact.length; i++) {
      if (!Float.isFinite(logits[i])) {
        throw new IllegalArgumentException(
            "image %d, class %d: expected a finite logit, found %s"
                .formatted(i / classes, i % classes, logits[i]));
      }
      exact[i] = scores.values()[i];
    }
    return fit(new TemperatureLikelihood(exact, labels, classes));
  }

  private static TemperatureScaling fit(TemperatureLikelihood likelihood) {
    double sharpness = likelihood.bestSharpness(1 / MAX_TEMPERATURE, 1 / MIN_TEMPERATURE);
    if (!(likelihood.negativeLog(sharpness) < likelihood.negativeLog(1))) {
      return NONE;
    }
    return new TemperatureScaling(
        Math.max(MIN_TEMPERATURE, Math.min(MAX_TEMPERATURE, 1 / sharpness)));
  }

  /**
   * Replaces probabilities by scaled ones that sum to 1 a row. The first class of the highest
   * probability stays that: where rounding to float32 would make an earlier one equal to it, it is
   * raised by one unit in the last place.
   *
   * @param probabilities float32 [images, classes], row-major, in [0, 1]
   * @throws IllegalArgumentException when there is no whole number of rows
   */
  public void apply(float[] probabilities, int classes) {
    if (classes < 1 || probabilities.length % classes != 0) {
      throw new IllegalArgumentException(
          "expected rows of %d probabilities, found %d in all"
              .formatted(classes, probabilities.length));
    }
    if (temperature == 1) {
      return;
    }
    for (int row = 0; row < probabilities.length; row += classes) {
      applyToRow(probabilities, row, classes);
    }
  }

  private void applyToRow(float[] probabilities, int row, int classes) {
    int top = Argmax.of(probabilities, row, classes);
    double largest = logit(probabilities[row + top]);
    double[] powers = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      powers[c] = Math.exp((logit(probabilities[row + c]) - largest) / temperature);
      sum += powers[c];
    }
    for (int c = 0; c < classes; c++) {
      probabilities[row + c] = (float) (powers[c] / sum);
    }
    if (Argmax.of(probabilities, row, classes) != top) {
      probabilities[row + top] = Math.nextUp(probabilities[row + top]);
    }
  }

  private static double logit(float probability) {
    return Math.log(Math.max(probability, Float.MIN_VALUE));
  }
}
