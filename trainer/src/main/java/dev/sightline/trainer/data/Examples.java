package dev.sightline.trainer.data;

import dev.sightline.images.Resizer;
import dev.sightline.schemas.ResizeMethod;
import java.util.Arrays;
import java.util.Objects;

/**
 * Images of one size with their class indices.
 *
 * <p>The arrays are shared, not copied: whoever holds the record treats them as read-only, and may
 * then read them from many threads. Two records are equal only when they share the arrays.
 *
 * @param height of every image, in pixels
 * @param width of every image, in pixels
 * @param pixels uint8 RGB as {@code [image, row, column, channel]}: image {@code i} starts at
 *     {@code i * height * width * 3}
 * @param labels class index of each image
 * @param originals the size that each image had before it was resized
 * @throws IllegalArgumentException when the pixels, or the sizes, are not those of {@code
 *     labels.length} images
 */
public record Examples(
    int height, int width, byte[] pixels, int[] labels, OriginalSizes originals) {

  public Examples {
    if ((long) labels.length * new ImageSize(height, width).bytes() != pixels.length) {
      throw new IllegalArgumentException(
          "%d bytes of pixels are not %d images of %dx%dx3"
              .formatted(pixels.length, labels.length, height, width));
    }
    if (originals.count() != labels.length) {
      throw new IllegalArgumentException(
          "the sizes of %d images, of %d".formatted(originals.count(), labels.length));
    }
  }

  /** Images that had the size they have. */
  public Examples(int height, int width, byte[] pixels, int[] labels) {
    this(
        height,
        width,
        pixels,
        labels,
        OriginalSizes.all(new ImageSize(height, width), labels.length));
  }

  /** No images, of that size. */
  public static Examples none(ImageSize size) {
    return new Examples(size.height(), size.width(), new byte[0], new int[0]);
  }

  /** How many there are. */
  public int size() {
    return labels.length;
  }

  public ImageSize imageSize() {
    return new ImageSize(height, width);
  }

  /** Bytes of one image. */
  public int imageBytes() {
    return imageSize().bytes();
  }

  /**
   * Copies one image, {@code [row, column, channel]}, into {@code target} from {@code offset} on.
   *
   * @throws IndexOutOfBoundsException when there is no such image or no room for it
   */
  public void copyImage(int index, byte[] target, int offset) {
    Objects.checkIndex(index, labels.length);
    int bytes = imageBytes();
    System.arraycopy(pixels, index * bytes, target, offset, bytes);
  }

  /** A copy of one image, {@code [row, column, channel]}. */
  public byte[] image(int index) {
    byte[] copy = new byte[imageBytes()];
    copyImage(index, copy, 0);
    return copy;
  }

  /** The same images with other class indices. */
  public Examples labelled(int[] others) {
    return new Examples(height, width, pixels, others, originals);
  }

  /** Copies of those with these indices, in the order of the indices. */
  public Examples chosen(int[] indices) {
    byte[] chosen = imageSize().allocate(indices.length);
    int[] chosenLabels = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      copyImage(indices[i], chosen, i * imageBytes());
      chosenLabels[i] = labels[indices[i]];
    }
    return new Examples(height, width, chosen, chosenLabels, originals.chosen(indices));
  }

  /** Copies of {@code count} of them from {@code first} on. */
  public Examples slice(int first, int count) {
    return new Examples(
        height,
        width,
        Arrays.copyOfRange(pixels, first * imageBytes(), (first + count) * imageBytes()),
        Arrays.copyOfRange(labels, first, first + count),
        originals.slice(first, count));
  }

  /** All of these at that size; the same record when they have it already. */
  public Examples resized(ImageSize size, ResizeMethod method) {
    if (imageSize().equals(size)) {
      return this;
    }
    byte[] resized = size.allocate(size());
    Resizer resizer = new Resizer(size.height(), size.width(), method);
    for (int i = 0; i < size(); i++) {
      resizer.resize(pixels, i * imageBytes(), height, width, resized, i * size.bytes());
    }
    return new Examples(size.height(), size.width(), resized, labels, originals);
  }
}
