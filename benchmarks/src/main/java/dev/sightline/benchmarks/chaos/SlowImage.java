package dev.sightline.benchmarks.chaos;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** An image that is small on the topic and large in pixels: just within the worker's limit. */
final class SlowImage {
  private static final int SIDE = 7_000;

  private SlowImage() {}

  /** A PNG file of one bit a pixel. */
  static byte[] content() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_BINARY), "png", bytes);
    return bytes.toByteArray();
  }
}
