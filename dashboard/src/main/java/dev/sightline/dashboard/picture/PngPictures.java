package dev.sightline.dashboard.picture;

import dev.sightline.images.DecodeLimits;
import dev.sightline.images.Decoded;
import dev.sightline.images.Decoding;
import dev.sightline.images.ImageDecoder;
import dev.sightline.images.Rejected;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.ResizeMethod;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Images as small PNG files, with their own proportions, never larger than they were. Decoded by
 * the pipeline's decoder, within its limits: what is hostile is rejected as a worker would.
 */
final class PngPictures {
  /** Longest side of a picture in pixels. */
  static final int MAX_SIDE = 256;

  private static final DecodeLimits LIMITS =
      new DecodeLimits(
          DecodeLimits.DEFAULT.maxBytes(), DecodeLimits.DEFAULT.maxPixels(), Duration.ofSeconds(4));

  private PngPictures() {}

  static Picture of(ImageEvent event) {
    Pixels probe = new Pixels(1, 1);
    Decoding first = probe.decode(event);
    if (first instanceof Rejected rejected) {
      return new Picture.Missing(rejected.message());
    }
    Decoded size = (Decoded) first;
    double scale = Math.min(1, (double) MAX_SIDE / Math.max(size.width(), size.height()));
    Pixels pixels = new Pixels(scaled(size.height(), scale), scaled(size.width(), scale));
    return pixels.decode(event) instanceof Rejected rejected
        ? new Picture.Missing(rejected.message())
        : new Picture.Png(pixels.png());
  }

  private static int scaled(int side, double scale) {
    return Math.max(1, (int) Math.round(side * scale));
  }

  /** Room for an image of one size: height x width x 3 bytes. */
  private record Pixels(int height, int width, byte[] rgb) {
    Pixels(int height, int width) {
      this(height, width, new byte[height * width * 3]);
    }

    Decoding decode(ImageEvent event) {
      try (ImageDecoder decoder = new ImageDecoder(height, width, ResizeMethod.AREA, LIMITS)) {
        return decoder.decode(event, rgb, 0);
      }
    }

    byte[] png() {
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < width * height; i++) {
        int red = rgb[3 * i] & 0xff;
        int green = rgb[3 * i + 1] & 0xff;
        int blue = rgb[3 * i + 2] & 0xff;
        image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
      }
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
        ImageIO.write(image, "png", out);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      return file.toByteArray();
    }
  }
}
