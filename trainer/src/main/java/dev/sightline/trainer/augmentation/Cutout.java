package dev.sightline.trainer.augmentation;

import java.util.Arrays;

/**
 * Paints a square over, its centre anywhere in the image with the same chance; what of it lies
 * beyond the border is left away. From DeVries and Taylor, "Improved regularization of
 * convolutional neural networks with Cutout", arXiv 1708.04552, 2017, where 16 pixels are best for
 * CIFAR-10 and all images are painted on.
 *
 * <p>The colour is {@link #GREY}, the middle of the range: they paint with the mean of the training
 * images, which for CIFAR-10 is (125, 123, 114).
 *
 * @param size side of the square in pixels; it starts {@code size / 2} above and left of its centre
 * @throws IllegalArgumentException when it is not positive
 */
public record Cutout(int size) implements Augmentation {
  /** What is painted, in each channel. */
  public static final byte GREY = (byte) 128;

  public Cutout {
    if (size < 1) {
      throw new IllegalArgumentException("a cutout of " + size + " pixels, expected 1 or more");
    }
  }

  @Override
  public void apply(byte[] pixels, int offset, int height, int width, Draw draw) {
    int top = draw.nextInt(height) - size / 2;
    int left = draw.nextInt(width) - size / 2;
    int firstColumn = Math.max(0, left);
    int endColumn = Math.min(width, left + size);
    for (int row = Math.max(0, top); row < Math.min(height, top + size); row++) {
      int start = offset + row * width * CHANNELS;
      Arrays.fill(pixels, start + firstColumn * CHANNELS, start + endColumn * CHANNELS, GREY);
    }
  }
}
