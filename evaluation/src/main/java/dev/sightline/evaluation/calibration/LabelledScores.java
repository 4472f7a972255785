package dev.sightline.evaluation.calibration;

import java.util.stream.IntStream;

/**
 * Scores of images, and what they actually are.
 *
 * @param values float32 [images, classes], row-major; not copied
 * @param labels the actual class of each image, in [0, classes); not copied
 */
record LabelledScores(float[] values, int[] labels, int classes) {
  /** Softmax in float32 may exceed 1 by this much. */
  private static final float LARGEST_PROBABILITY = 1 + 1e-5f;

  /**
   * @throws IllegalArgumentException when the sizes do not match or a label is no class
   */
  LabelledScores {
    if (values.length != (long) labels.length * classes) {
      throw new IllegalArgumentException(
          "%d images of %d classes need %d values, found %d"
              .formatted(labels.length, classes, (long) labels.length * classes, values.length));
    }
    for (int image = 0; image < labels.length; image++) {
      if (labels[image] < 0 || labels[image] >= classes) {
        throw new IllegalArgumentException(
            "image %d: label %d is none of %d classes".formatted(image, labels[image], classes));
      }
    }
  }

  /** Both, where the values are probabilities: each in [0, 1], or above by a rounding error. */
  static LabelledScores ofProbabilities(float[] probabilities, int[] labels, int classes) {
    LabelledScores scores = new LabelledScores(probabilities, labels, classes);
    for (int i = 0; i < probabilities.length; i++) {
      if (!(probabilities[i] >= 0 && probabilities[i] <= LARGEST_PROBABILITY)) {
        throw new IllegalArgumentException(
            "image %d, class %d: expected a probability in [0, 1], found %s"
                .formatted(i / classes, i % classes, probabilities[i]));
      }
    }
    return scores;
  }

  int images() {
    return labels.length;
  }

  IntStream eachImage() {
    return IntStream.range(0, images());
  }

  /** The value of an image's actual class. */
  float ofActual(int image) {
    return values[image * classes + labels[image]];
  }
}
