package dev.sightline.topology.decode;

import dev.sightline.schemas.ResizeMethod;
import java.util.Arrays;

/**
 * Resizes images of any size to one size, taking their rows from top to bottom: it holds sums of
 * the output, never the input. Exact: each output is the weighted mean of the inputs, see {@link
 * Axis}, rounded half up. For one thread.
 */
final class Resizer {
  private final int height;
  private final int width;
  private final ResizeMethod method;
  private final int[] rowSums;
  private final long[] sums;
  private Axis rows;
  private Axis columns;
  private int done;

  Resizer(int height, int width, ResizeMethod method) {
    this.height = height;
    this.width = width;
    this.method = method;
    rowSums = new int[3 * width];
    sums = new long[3 * width * height];
    rows = Axis.of(method, 1, height);
    columns = Axis.of(method, 1, width);
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
