package dev.sightline.images;

/**
 * A row of RGB pixels somewhere in an array of bytes: a view that is moved from row to row. Red of
 * pixel {@code x} is at {@code red + x * pixelStride}, and so on; of a gray row all three are one.
 */
final class PixelRow {
  byte[] bytes;
  int pixelStride;
  int red;
  int green;
  int blue;

  /** Points at red, green, blue, red, … */
  void rgb(byte[] bytes, int offset) {
    this.bytes = bytes;
    pixelStride = 3;
    red = offset;
    green = offset + 1;
    blue = offset + 2;
  }

  /** Writes the row as red, green, blue, red, … */
  void copyTo(byte[] target, int offset, int width) {
    if (pixelStride == 3 && green == red + 1 && blue == red + 2) {
      System.arraycopy(bytes, red, target, offset, 3 * width);
      return;
    }
    int end = offset + 3 * width;
    for (int to = offset, at = 0; to < end; to += 3, at += pixelStride) {
      target[to] = bytes[red + at];
      target[to + 1] = bytes[green + at];
      target[to + 2] = bytes[blue + at];
    }
  }
}
