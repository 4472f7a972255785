package dev.sightline.benchmarks.interop;

/**
 * How near two answers to the same images are.
 *
 * @param largest absolute difference of a probability; NaN when one of them is none
 * @param otherTop1 images whose top-1 class differs
 */
record Agreement(int images, double largest, int otherTop1) {

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
    for (int row = 0; row < one.length; row += classes) {
      for (int i = row; i < row + classes; i++) {
        largest = Math.max(largest, Math.abs((double) one[i] - other[i]));
      }
      otherTop1 += top1(one, row, classes) == top1(other, row, classes) ? 0 : 1;
    }
    return new Agreement(one.length / classes, largest, otherTop1);
  }

  private static int top1(float[] probabilities, int row, int classes) {
    int top = row;
    for (int i = row + 1; i < row + classes; i++) {
      top = probabilities[i] > probabilities[top] ? i : top;
    }
    return top;
  }

  /** Whether no difference is above that; never with NaN among the probabilities. */
  boolean isWithin(double limit) {
    return largest <= limit;
  }
}
