package dev.sightline.images;

import dev.sightline.schemas.ResizeMethod;
import java.util.Arrays;
import java.util.Objects;

/**
 * Resizes images of any size to one size, taking their rows from top to bottom: it holds sums of
 * the output, never the input. Exact: each output is the weighted mean of the inputs, see {@link
 * Axis}, rounded half up. For one thread; reuses its tables from image to image.
 */
public final class Resizer {
  private static final int MAX_PIXELS = 4096 * 4096;

  private final int height;
  private final int width;
  private final ResizeMethod method;
  private final int[] rowSums;
  private final long[] sums;
  private final PixelRow rawRow = new PixelRow();
  private Axis rows;
  private Axis columns;
  private int done;

  /**
   * @param height of every resized image, in pixels
   * @param width of every resized image, in pixels
   * @throws IllegalArgumentException when height or width is not positive, or both make more than
   *     4096 x 4096 pixels
   */
  public Resizer(int height, int width, ResizeMethod method) {
    if (height < 1 || width < 1 || (long) height * width > MAX_PIXELS) {
      throw new IllegalArgumentException(
          String.format(
              "height and width must be positive and at most %d pixels, are %d and %d",
              MAX_PIXELS, height, width));
    }
    this.height = height;
    this.width = width;
    this.method = method;
    rowSums = new int[3 * width];
    sums = new long[3 * width * height];
    rows = Axis.of(method, 1, height);
    columns = Axis.of(method, 1, width);
  }

  /** Bytes of one resized image: height x width x 3. */
  public int imageBytes() {
    return sums.length;
  }

  /**
   * Resizes raw pixels, {@code [row, column, channel]}; those that have the size are copied.
   *
   * @param rgb holds the image from index {@code from} on
   * @param target gets the resized image from index {@code offset} on
   * @throws IllegalArgumentException when a side of the image is not 1 to {@value
   *     DecodeLimits#MAX_SIDE}
   * @throws IndexOutOfBoundsException when {@code rgb} is too short or the target has no room
   */
  public void resize(
      byte[] rgb, int from, int imageHeight, int imageWidth, byte[] target, int offset) {
    if (Math.min(imageHeight, imageWidth) < 1
        || Math.max(imageHeight, imageWidth) > DecodeLimits.MAX_SIDE) {
      throw new IllegalArgumentException(
          String.format(
              "sides must be 1 to %d pixels, are %d and %d",
              DecodeLimits.MAX_SIDE, imageHeight, imageWidth));
    }
    Objects.checkFromIndexSize(from, 3L * imageHeight * imageWidth, rgb.length);
    Objects.checkFromIndexSize(offset, imageBytes(), target.length);
    if (imageHeight == height && imageWidth == width) {
      System.arraycopy(rgb, from, target, offset, imageBytes());
      return;
    }
    begin(imageHeight, imageWidth);
    for (int y = 0; y < imageHeight; y++) {
      if (needs(y)) {
        rawRow.rgb(rgb, from + 3 * imageWidth * y);
        add(y, rawRow);
      }
    }
    finish(target, offset);
  }

  /** Begins an image of this size, ending another that may be unfinished. */
  void begin(int imageHeight, int imageWidth) {
    if (rows.inputs() != imageHeight) {
      rows = Axis.of(method, imageHeight, height);
    }
    if (columns.inputs() != imageWidth) {
      columns = Axis.of(method, imageWidth, width);
    }
    Arrays.fill(sums, 0);
    done = 0;
  }

  /** Whether row {@code y}, the next of the image, has any weight; if not it may be left out. */
  boolean needs(int y) {
    while (done < height && rows.last()[done] < y) {
      done++;
    }
    return done < height && rows.first()[done] <= y;
  }

  /** Adds row {@code y}. Rows come in order and must be needed. */
  void add(int y, PixelRow row) {
    sumColumns(row);
    for (int o = done; o < height && rows.first()[o] <= y; o++) {
      int weight = rows.weight(o, y);
      int start = o * rowSums.length;
      for (int i = 0; i < rowSums.length; i++) {
        sums[start + i] += (long) weight * rowSums[i];
      }
    }
  }

  private void sumColumns(PixelRow row) {
    byte[] bytes = row.bytes;
    int stride = row.pixelStride;
    int inner = columns.innerWeight();
    for (int o = 0; o < width; o++) {
      int first = columns.first()[o];
      int last = columns.last()[o];
      int red = row.red + first * stride;
      int green = row.green + first * stride;
      int blue = row.blue + first * stride;
      int weight = columns.firstWeight()[o];
      int reds = weight * (bytes[red] & 0xff);
      int greens = weight * (bytes[green] & 0xff);
      int blues = weight * (bytes[blue] & 0xff);
      int innerReds = 0;
      int innerGreens = 0;
      int innerBlues = 0;
      // Counted by one, not by the stride: the compiler unrolls no loop of an unknown step.
      for (int i = first + 1; i < last; i++) {
        innerReds += bytes[red += stride] & 0xff;
        innerGreens += bytes[green += stride] & 0xff;
        innerBlues += bytes[blue += stride] & 0xff;
      }
      int end = last * stride;
      weight = columns.lastWeight()[o];
      rowSums[3 * o] = reds + inner * innerReds + weight * (bytes[row.red + end] & 0xff);
      rowSums[3 * o + 1] = greens + inner * innerGreens + weight * (bytes[row.green + end] & 0xff);
      rowSums[3 * o + 2] = blues + inner * innerBlues + weight * (bytes[row.blue + end] & 0xff);
    }
  }

  /** Writes the resized image: height x width x 3 bytes. */
  void finish(byte[] target, int offset) {
    long total = (long) rows.total() * columns.total();
    long half = total / 2;
    for (int i = 0; i < sums.length; i++) {
      // Exact: both are integers below 2^53 and the quotient is below 256.
      target[offset + i] = (byte) (int) ((double) (sums[i] + half) / (double) total);
    }
  }
}
