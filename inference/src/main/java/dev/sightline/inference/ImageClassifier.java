package dev.sightline.inference;

/** Something that gives class probabilities to images, whatever holds its weights. */
@FunctionalInterface
public interface ImageClassifier {
  /**
   * Scores images.
   *
   * @param pixels uint8 [any, height, width, channels], row-major
   * @param first the index of the first image to score
   * @param count how many, at least 1
   * @return float32 [count, classes], row-major
   */
  float[] probabilities(byte[] pixels, int first, int count);
}
