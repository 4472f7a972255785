package dev.sightline.images;

import dev.sightline.schemas.ResizeMethod;

/** Resizing as its definition reads, in floating point and one output at a time. */
final class SlowResize {
  private SlowResize() {}

  static byte[] resize(
      byte[] rgb, int width, int height, int toWidth, int toHeight, ResizeMethod method) {
    byte[] resized = new byte[3 * toWidth * toHeight];
    for (int y = 0; y < toHeight; y++) {
      double[] rows = weights(y, height, toHeight, method);
      for (int x = 0; x < toWidth; x++) {
        double[] columns = weights(x, width, toWidth, method);
        for (int channel = 0; channel < 3; channel++) {
          double sum = 0;
          for (int i = 0; i < height; i++) {
            for (int j = 0; rows[i] > 0 && j < width; j++) {
              sum += rows[i] * columns[j] * (rgb[3 * (i * width + j) + channel] & 0xff);
            }
          }
          // Sums of a half may come out just below it.
          resized[3 * (y * toWidth + x) + channel] = (byte) (int) Math.floor(sum + 0.5 + 1e-9);
        }
      }
    }
    return resized;
  }

  private static double[] weights(int output, int inputs, int outputs, ResizeMethod method) {
    double[] weights = new double[inputs];
    double scale = (double) inputs / outputs;
    if (method == ResizeMethod.AREA) {
      for (int i = 0; i < inputs; i++) {
        double overlap = Math.min(i + 1, (output + 1) * scale) - Math.max(i, output * scale);
        weights[i] = Math.max(0, overlap) / scale;
      }
      return weights;
    }
    double position = (output + 0.5) * scale - 0.5;
    int lower = (int) Math.floor(position);
    weights[Math.max(0, lower)] += 1 - (position - lower);
    weights[Math.min(inputs - 1, lower + 1)] += position - lower;
    return weights;
  }
}
