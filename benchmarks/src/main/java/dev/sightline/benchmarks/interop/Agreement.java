package dev.sightline.benchmarks.interop;

import dev.sightline.evaluation.arithmetic.Argmax;

/**
 * How near two answers to the same images are.
 *
 * @param largest absolute difference of a probability; NaN when one of them is none
 * @param otherTop1 images whose top-1 class differs
 * @param decided the mean top-1 probability of the first answer: near 1, rounding hides differences
 */
record Agreement(int images, double largest, int otherTop1, double decided) {

  /**
   * @param one probabilities, float32 [images, classes]
   * @param other likewise
   * @throws IllegalArgumentException when they are not as many
   */
  static Agreement of(float[] one, float[] other, int classes) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(
          "%d probabilities beside %d".formatted(one.length, other.length));
    }
    double largest = 0;
    int otherTop1 = 0;
    double tops = 0;
    for (int row = 0; row < one.length; row += classes) {
      for (int i = row; i < row + classes; i++) {
        largest = Math.max(largest, Math.abs((double) one[i] - other[i]));
      }
      int top1 = Argmax.of(one, row, classes);
      otherTop1 += top1 == Argmax.of(other, row, classes) ? 0 : 1;
      tops += one[row + top1];
    }
    int images = one.length / classes;
    return new Agreement(images, largest, otherTop1, tops / images);
  }

  /** Whether no difference is above that; never with NaN among the probabilities. */
  boolean isWithin(double limit) {
    return largest <= limit;
  }
}
