package dev.sightline.topology.scoring;

import java.util.Optional;

/**
 * Whether what a model answered for one image is a distribution over its classes. A model that was
 * right when it was loaded may still answer NaN to some images, and the largest of NaNs is the
 * first class. Pure functions.
 */
final class AnswerCheck {
  /** Sums of bfloat16, which keeps 8 bits, come within 0.003 of 1. */
  private static final double TOLERANCE = 0.01;

  private AnswerCheck() {}

  /**
   * What is wrong with a row, to follow the model's name; empty when nothing is.
   *
   * @param probabilities float32 [images, classes]
   * @param first the index of the row's first class
   */
  static Optional<String> fault(float[] probabilities, int first, int classes) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      float share = probabilities[first + c];
      if (!(share >= -TOLERANCE && share <= 1 + TOLERANCE)) { // not so for NaN either
        return Optional.of(
            "answered %s for class %d, expected a number from 0 to 1".formatted(share, c));
      }
      sum += share;
    }
    return Math.abs(sum - 1) <= TOLERANCE
        ? Optional.empty()
        : Optional.of("answered probabilities that sum to %.4f, expected 1".formatted(sum));
  }
}
