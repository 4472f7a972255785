package dev.sightline.images.statistics;

import dev.sightline.schemas.ImageStatistics;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Takes the statistics of images of one size, in one pass over their pixels. For one thread; it
 * keeps some rows of luma from image to image and allocates the result alone.
 *
 * <ul>
 *   <li><b>luma</b> of a pixel, 0 to 255: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601-7,
 *       2.5.1) in 16 bits of fraction and rounded: {@code (19595 r + 38470 g + 7471 b + 32768) >>
 *       16}, to the bit Pillow's {@code convert("L")}
 *   <li><b>brightness</b>, 0 to 255: the mean luma
 *   <li><b>contrast</b>, 0 to 127.5: the standard deviation of the luma over all pixels, without
 *       Bessel's correction: RMS contrast (Peli, 1990), here in levels
 *   <li><b>sharpness</b>, 0 to 1,040,400: the variance of the luma's Laplacian (Pech-Pacheco et
 *       al., 2000), over all pixels; the Laplacian is the sum of the four neighbours less four
 *       times the pixel, the image mirrored at its outermost pixels: OpenCV's {@code
 *       Laplacian(luma, CV_64F).var()}
 *   <li><b>red, green, blue</b>, 0 to 255: the mean of each channel
 *   <li><b>width, height</b>: of the image as it came, in pixels
 * </ul>
 *
 * <p>Sums are exact integers and each result is rounded to float32 once, so that equal pixels have
 * equal statistics on any machine.
 */
public final class ImageMeasure {
  private static final int RED = 19_595;
  private static final int GREEN = 38_470;
  private static final int BLUE = 7_471;
  private static final int HALF = 1 << 15;

  /**
   * Pixels that are summed at once: so many squares of a Laplacian, each at most 1020², fit an int.
   */
  private static final int CHUNK = 2048;

  /** Red and blue of a packed pixel. */
  private static final int RED_AND_BLUE = 0xff_00ff;

  /** Eight bytes of an array, the first of them lowest. */
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int height;
  private final int width;

  /** Rows that are measured at once: as many as a chunk holds, at least one. */
  private final int stripRows;

  /** Red, green and blue of each pixel of a chunk, red lowest; what is above them means nothing. */
  private final int[] packed = new int[CHUNK];

  /** Luma of the pixels of a chunk. */
  private final int[] chunkLuma = new int[CHUNK];

  /** Luma of the row above a strip, of the strip and of the row below. */
  private final int[] luma;

  /** Luma of the left and the right neighbour of each pixel of a strip. */
  private final int[] left;

  private final int[] right;

  private long reds;
  private long greens;
  private long blues;
  private long laplacians;
  private long squaredLaplacians;
  private final Moments lumas = new Moments();

  /**
   * @param height of every image, in pixels
   * @param width of every image, in pixels
   * @throws IllegalArgumentException when either is not positive
   */
  public ImageMeasure(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "height and width must be positive, are %d and %d".formatted(height, width));
    }
    this.height = height;
    this.width = width;
    stripRows = Math.max(1, Math.min(height, CHUNK / width));
    luma = new int[(stripRows + 2) * width];
    left = new int[stripRows * width];
    right = new int[stripRows * width];
  }

  /**
   * The statistics of one image.
   *
   * @param rgb holds it from index {@code offset} on: height x width x 3 bytes, row by row, red
   *     first, 0 to 255
   * @param cameWidth its width in pixels before it was resized
   * @param cameHeight its height in pixels before it was resized
   * @throws IndexOutOfBoundsException when there are fewer bytes
   */
  public ImageStatistics of(byte[] rgb, int offset, int cameWidth, int cameHeight) {
    Objects.checkFromIndexSize(offset, 3L * width * height, rgb.length);
    reds = greens = blues = laplacians = squaredLaplacians = 0;
    lumas.clear();
    for (int y = 0, read = 0; y < height; y += stripRows) {
      int rows = Math.min(stripRows, height - y);
      int needed = Math.min(height, y + rows + 1);
      readRows(rgb, offset, read, needed, y);
      read = needed;
      if (y == 0) {
        copyRow(Math.min(height, 2), 0); // the row above the first is the second
      }
      if (y + rows == height) {
        copyRow(rows - 1, rows + 1); // and that below the last the last but one
      }
      addStrip(rows);
      System.arraycopy(luma, rows * width, luma, 0, 2 * width);
    }
    return statistics(cameWidth, cameHeight);
  }

  /** Reads rows of the image, where {@code top} is the first row of the strip. */
  private void readRows(byte[] rgb, int offset, int from, int to, int top) {
    int pixels = (to - from) * width;
    int source = offset + 3 * width * from;
    int target = (from - top + 1) * width;
    for (int first = 0; first < pixels; first += CHUNK) {
      int count = Math.min(CHUNK, pixels - first);
      unpack(rgb, source + 3 * first, count);
      addChannels(count);
      weigh(count);
      lumas.add(chunkLuma, count);
      System.arraycopy(chunkLuma, 0, luma, target + first, count);
    }
  }

  private void copyRow(int from, int to) {
    System.arraycopy(luma, from * width, luma, to * width, width);
  }

  // The loops below do one thing each, over arrays from their beginning: so the compiler makes
  // vector instructions of them, which is half the time. Sums are taken as in Moments.

  private void unpack(byte[] rgb, int from, int count) {
    int[] to = packed;
    int whole = count & -4;
    for (int i = 0; i < whole; i += 4) {
      long first = (long) LONGS.get(rgb, from + 3 * i);
      long last = (long) LONGS.get(rgb, from + 3 * i + 4);
      to[i] = (int) first;
      to[i + 1] = (int) (first >>> 24);
      to[i + 2] = (int) (last >>> 16);
      to[i + 3] = (int) (last >>> 40);
    }
    for (int i = whole; i < count; i++) {
      int at = from + 3 * i; // there may be no fourth byte behind it
      to[i] = rgb[at] & 0xff | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff) << 16;
    }
  }

  private void addChannels(int count) {
    int[] pixels = packed;
    int quarter = count / 4;
    int half = 2 * quarter;
    int rest = 3 * quarter;
    int red = 0;
    int green = 0;
    int blue = 0;
    for (int i = 0; i < quarter; i++) {
      int a = pixels[i];
      int b = pixels[i + quarter];
      int c = pixels[i + half];
      int d = pixels[i + rest];
      int redAndBlue =
          (a & RED_AND_BLUE) + (b & RED_AND_BLUE) + (c & RED_AND_BLUE) + (d & RED_AND_BLUE);
      red += redAndBlue & 0xffff;
      green += (a >> 8 & 0xff) + (b >> 8 & 0xff) + (c >> 8 & 0xff) + (d >> 8 & 0xff);
      blue += redAndBlue >> 16;
    }
    for (int i = 4 * quarter; i < count; i++) {
      red += pixels[i] & 0xff;
      green += pixels[i] >> 8 & 0xff;
      blue += pixels[i] >> 16 & 0xff;
    }
    reds += red;
    greens += green;
    blues += blue;
  }

  private void weigh(int count) {
    int[] pixels = packed;
    int[] to = chunkLuma;
    for (int i = 0; i < count; i++) {
      int pixel = pixels[i];
      to[i] =
          (RED * (pixel & 0xff) + GREEN * (pixel >> 8 & 0xff) + BLUE * (pixel >> 16 & 0xff) + HALF)
              >>> 16;
    }
  }

  private void addStrip(int rows) {
    int pixels = rows * width;
    System.arraycopy(luma, width - 1, left, 0, pixels);
    System.arraycopy(luma, width + 1, right, 0, pixels);
    int second = Math.min(1, width - 1);
    int lastButOne = Math.max(0, width - 2);
    for (int first = 0; first < pixels; first += width) {
      left[first] = luma[width + first + second];
      right[first + width - 1] = luma[width + first + lastButOne];
    }
    for (int first = 0; first < pixels; first += CHUNK) {
      addLaplacians(first, Math.min(pixels, first + CHUNK));
    }
  }

  private void addLaplacians(int from, int to) {
    int[] rows = luma;
    int[] before = left;
    int[] behind = right;
    int row = width;
    int sum = 0;
    int squares = 0;
    for (int i = from; i < to; i++) {
      int laplacian = rows[i] + rows[i + row + row] + before[i] + behind[i] - 4 * rows[i + row];
      sum += laplacian;
      squares += laplacian * laplacian;
    }
    laplacians += sum;
    squaredLaplacians += squares;
  }

  private ImageStatistics statistics(int cameWidth, int cameHeight) {
    double pixels = (double) width * height;
    ImageStatistics statistics = new ImageStatistics();
    statistics.setBrightness((float) lumas.mean(pixels));
    statistics.setContrast((float) Math.sqrt(lumas.variance(pixels)));
    statistics.setSharpness((float) Moments.variance(laplacians, squaredLaplacians, pixels));
    statistics.setRed((float) (reds / pixels));
    statistics.setGreen((float) (greens / pixels));
    statistics.setBlue((float) (blues / pixels));
    statistics.setWidth(cameWidth);
    statistics.setHeight(cameHeight);
    return statistics;
  }
}
