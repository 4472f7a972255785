package dev.sightline.trainer.augmentation;

/**
 * A random change of one image, in place: uint8 RGB {@code [row, column, channel]} before and
 * after, of the same size. Immutable; may be shared between threads.
 */
public sealed interface Augmentation permits HorizontalFlip, RandomCrop, Cutout, ColourJitter {
  /** Bytes of a pixel: red, green, blue. */
  int CHANNELS = 3;

  /**
   * Changes the image at {@code offset}, and nothing else in the array. Allocates nothing.
   *
   * @param pixels holds {@code height * width * 3} bytes of this image from {@code offset} on
   * @param height of the image, in pixels
   * @param width of the image, in pixels
   * @param draw all the randomness there is: the same draw makes the same change
   * @throws IllegalArgumentException when an image of this size can't be changed so
   */
  void apply(byte[] pixels, int offset, int height, int width, Draw draw);
}
