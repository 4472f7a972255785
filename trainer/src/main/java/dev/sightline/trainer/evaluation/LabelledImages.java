package dev.sightline.trainer.evaluation;

/**
 * Images of one size with their classes.
 *
 * @param pixels uint8 [images, height, width, channels], row-major
 * @param labels the class index of each image
 */
public record LabelledImages(byte[] pixels, int[] labels) {
  /**
   * @throws IllegalArgumentException when the pixels can't be shared out evenly among the labels
   */
  public LabelledImages {
    if (labels.length == 0 || pixels.length % labels.length != 0) {
      throw new IllegalArgumentException(
          "%d bytes of pixels do not make %d images".formatted(pixels.length, labels.length));
    }
  }

  /** How many images there are, at least 1. */
  public int count() {
    return labels.length;
  }
}
