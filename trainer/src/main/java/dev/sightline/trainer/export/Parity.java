package dev.sightline.trainer.export;

import dev.sightline.evaluation.arithmetic.Argmax;
import dev.sightline.inference.ImageClassifier;

/**
 * How closely two models agree on the same images.
 *
 * <p>The trainer's weights are variables and the exported ones constants, which TensorFlow folds
 * and fuses differently, so the last bits of a sum may differ. Both sides are float32: rounding
 * over this depth moves a probability by some 1e-6, a lost or misplaced weight by far more than
 * {@link #TOLERANCE}. In bfloat16 the two would differ by some 1e-2 with nothing wrong; compare
 * {@code Trainer.float32Probabilities}.
 *
 * @param images how many were compared
 * @param maxDifference the largest absolute difference of two probabilities
 * @param top1Changes images whose top-1 class differs
 */
public record Parity(int images, double maxDifference, int top1Changes) {
  /** The largest difference of a probability that passes. */
  public static final double TOLERANCE = 1e-3;

  /**
   * Scores images by both models.
   *
   * @param pixels uint8 [at least images, height, width, channels]
   */
  public static Parity of(
      ImageClassifier expected, ImageClassifier actual, byte[] pixels, int images) {
    float[] left = expected.probabilities(pixels, 0, images);
    float[] right = actual.probabilities(pixels, 0, images);
    if (left.length != right.length) {
      throw new IllegalArgumentException(
          "%d images have %d probabilities here and %d there"
              .formatted(images, left.length, right.length));
    }
    int classes = left.length / images;
    double maxDifference = 0;
    int top1Changes = 0;
    for (int i = 0; i < images; i++) {
      maxDifference = Math.max(maxDifference, difference(left, right, i, classes));
      int row = i * classes;
      top1Changes += Argmax.of(left, row, classes) == Argmax.of(right, row, classes) ? 0 : 1;
    }
    return new Parity(images, maxDifference, top1Changes);
  }

  /**
   * Passes when every probability is within {@link #TOLERANCE} and every top-1 class equal.
   *
   * @throws ParityException otherwise
   */
  public Parity require() {
    if (!(maxDifference <= TOLERANCE) || top1Changes > 0) {
      throw new ParityException(this);
    }
    return this;
  }

  /** NaN when either side has one: {@link Math#max} keeps it. */
  private static double difference(float[] left, float[] right, int image, int classes) {
    double largest = 0;
    for (int i = image * classes; i < (image + 1) * classes; i++) {
      largest = Math.max(largest, Math.abs((double) left[i] - right[i]));
    }
    return largest;
  }
}
