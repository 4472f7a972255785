package dev.sightline.trainer.data;

import dev.sightline.inference.ImageTensor;
import dev.sightline.schemas.ImageInput;

/**
 * Height and width of an image, in pixels.
 *
 * @throws IllegalArgumentException when either is not positive
 */
public record ImageSize(int height, int width) {
  /** Red, green and blue. */
  public static final int CHANNELS = 3;

  /** The size of CIFAR-10's images. */
  public static final ImageSize CIFAR = new ImageSize(32, 32);

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  public ImageSize {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("an image of " + height + "x" + width + " pixels");
    }
  }

  /** The size that an input of a model takes. */
  public static ImageSize of(ImageInput input) {
    return new ImageSize(input.getHeight(), input.getWidth());
  }

  /**
   * Bytes of one image of this size as uint8 RGB.
   *
   * @throws ArithmeticException when they are more than an int holds
   */
  public int bytes() {
    return Math.toIntExact(bytes(1));
  }

  /** Room for this many images, one behind another. */
  public byte[] allocate(int images) {
    long needed = bytes(images);
    if (needed > LARGEST_ARRAY) {
      throw new DataSetException(
          images
              + " images of "
              + this
              + " need "
              + needed
              + " bytes, and the most that one array holds is "
              + LARGEST_ARRAY
              + ": choose a smaller size or fewer images");
    }
    try {
      return new byte[(int) needed];
    } catch (OutOfMemoryError full) {
      throw new DataSetException(
          "%,d images of %s need %,d MiB in one piece, and the heap of %,d MiB has not room for them: "
                  .formatted(images, this, needed >> 20, Runtime.getRuntime().maxMemory() >> 20)
              + "choose fewer images, or give Java more memory (JAVA_OPTS=-Xmx8g)",
          full);
    }
  }

  /** How many images of this size are worked on at once where there are many. */
  public int batch() {
    return ImageTensor.batchSize(bytes());
  }

  private long bytes(int images) {
    return Math.multiplyExact(Math.multiplyExact((long) height, width), CHANNELS * (long) images);
  }

  @Override
  public String toString() {
    return height + "x" + width;
  }
}
