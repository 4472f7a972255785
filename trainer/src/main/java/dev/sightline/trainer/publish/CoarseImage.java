package dev.sightline.trainer.publish;

import dev.sightline.trainer.data.ImageSize;

/** An image in large squares of one colour each: as many pixels, and few bytes as a PNG file. */
final class CoarseImage {
  private CoarseImage() {}

  /**
   * @param rgb uint8 {@code [row, column, channel]}
   * @param block the side of a square, in pixels; those at the right and the bottom may be cut
   * @return the mean of each square in every pixel of it
   */
  static byte[] of(byte[] rgb, ImageSize size, int block) {
    byte[] coarse = new byte[rgb.length];
    for (int top = 0; top < size.height(); top += block) {
      for (int left = 0; left < size.width(); left += block) {
        int bottom = Math.min(size.height(), top + block);
        int right = Math.min(size.width(), left + block);
        for (int channel = 0; channel < ImageSize.CHANNELS; channel++) {
          fill(rgb, coarse, size.width(), top, bottom, left, right, channel);
        }
      }
    }
    return coarse;
  }

  private static void fill(
      byte[] rgb, byte[] coarse, int width, int top, int bottom, int left, int right, int channel) {
    long sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += rgb[(y * width + x) * ImageSize.CHANNELS + channel] & 0xFF;
      }
    }
    byte mean = (byte) (sum / ((long) (bottom - top) * (right - left)));
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        coarse[(y * width + x) * ImageSize.CHANNELS + channel] = mean;
      }
    }
  }
}
