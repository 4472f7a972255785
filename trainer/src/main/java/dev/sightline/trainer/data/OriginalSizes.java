package dev.sightline.trainer.data;

import java.util.Arrays;

/**
 * The sizes that images had before they were brought to one.
 *
 * <p>The arrays are shared, not copied: whoever holds the record treats them as read-only.
 *
 * @param heights in pixels, one an image
 * @param widths in pixels, one an image
 * @throws IllegalArgumentException when these are not as many
 */
public record OriginalSizes(int[] heights, int[] widths) {

  public OriginalSizes {
    if (heights.length != widths.length) {
      throw new IllegalArgumentException(
          "%d heights and %d widths".formatted(heights.length, widths.length));
    }
  }

  /** Those of images that all had one size. */
  public static OriginalSizes all(ImageSize size, int images) {
    int[] heights = new int[images];
    int[] widths = new int[images];
    Arrays.fill(heights, size.height());
    Arrays.fill(widths, size.width());
    return new OriginalSizes(heights, widths);
  }

  /** Of how many images they are. */
  public int count() {
    return heights.length;
  }

  /** Those of the images with these indices, in the order of the indices. */
  OriginalSizes chosen(int[] indices) {
    return new OriginalSizes(
        Arrays.stream(indices).map(i -> heights[i]).toArray(),
        Arrays.stream(indices).map(i -> widths[i]).toArray());
  }

  /** Those of {@code count} images from {@code first} on. */
  OriginalSizes slice(int first, int count) {
    return new OriginalSizes(
        Arrays.copyOfRange(heights, first, first + count),
        Arrays.copyOfRange(widths, first, first + count));
  }
}
