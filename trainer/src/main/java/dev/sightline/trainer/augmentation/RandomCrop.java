package dev.sightline.trainer.augmentation;

/**
 * Pads an image on all sides by reflection about its outermost pixels (which are not repeated), and
 * cuts an image of the old size out of it anywhere: what comes out is moved by up to {@code
 * padding} pixels down or up and right or left, each of the {@code (2 padding + 1)²} ways with the
 * same chance. As in Keller Jordan's recipe (arXiv 2404.00498, 2024), where the padding is 2.
 *
 * @param padding in pixels, at least 1 and less than half of the height and width of the images
 * @throws IllegalArgumentException when it is not positive
 */
public record RandomCrop(int padding) implements Augmentation {

  public RandomCrop {
    if (padding < 1) {
      throw new IllegalArgumentException("a padding of " + padding + " pixels, expected 1 or more");
    }
  }

  @Override
  public void apply(byte[] pixels, int offset, int height, int width, Draw draw) {
    if (padding > (Math.min(height, width) - 1) / 2) {
      throw new IllegalArgumentException(
          "a padding of %d pixels for images of %dx%d, expected less than half of either"
              .formatted(padding, height, width));
    }
    int down = draw.nextInt(-padding, padding + 1);
    int right = draw.nextInt(-padding, padding + 1);
    move(pixels, offset, height, width * CHANNELS, down);
    for (int row = 0; row < height; row++) {
      move(pixels, offset + row * width * CHANNELS, width, CHANNELS, right);
    }
  }

  /**
   * Moves lines: the rows of an image, or the pixels of a row. Those that come in from beyond the
   * border are reflections of lines which are in place by then: no second image is needed.
   */
  private static void move(byte[] pixels, int offset, int lines, int lineBytes, int by) {
    if (by == 0) {
      return;
    }
    int moved = lines - Math.abs(by);
    int from = offset + Math.max(0, -by) * lineBytes;
    int to = offset + Math.max(0, by) * lineBytes;
    System.arraycopy(pixels, from, pixels, to, moved * lineBytes);
    int edge = by > 0 ? by : moved - 1; // where the old first or last line is now
    int outwards = by > 0 ? -1 : 1;
    for (int i = 1; i <= Math.abs(by); i++) {
      int inner = offset + (edge - outwards * i) * lineBytes;
      int outer = offset + (edge + outwards * i) * lineBytes;
      System.arraycopy(pixels, inner, pixels, outer, lineBytes);
    }
  }
}
