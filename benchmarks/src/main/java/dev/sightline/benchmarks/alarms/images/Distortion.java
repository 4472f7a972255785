package dev.sightline.benchmarks.alarms.images;

import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** What becomes of an image between the camera and the topic. */
@FunctionalInterface
interface Distortion {
  /** Nothing. */
  Distortion NONE = (image, random) -> raw(image);

  /**
   * An image.
   *
   * @param rgb height x width x 3 bytes, row by row, red first
   */
  record Pixels(byte[] rgb, int height, int width) {
    int level(int row, int column, int channel) {
      int y = Math.max(0, Math.min(height - 1, row));
      int x = Math.max(0, Math.min(width - 1, column));
      return rgb[(y * width + x) * 3 + channel] & 0xff;
    }

    private Pixels with(byte[] others) {
      return new Pixels(others, height, width);
    }
  }

  /** What a client publishes instead. */
  ImageEvent of(Pixels image, SplittableRandom random);

  /** Normal noise of so many levels on each channel of each pixel. */
  static Distortion noise(double deviation) {
    return (image, random) -> {
      byte[] noisy = new byte[image.rgb.length];
      for (int i = 0; i < noisy.length; i++) {
        noisy[i] = level((image.rgb[i] & 0xff) + deviation * random.nextGaussian());
      }
      return raw(image.with(noisy));
    };
  }

  /** A normal blur of so many pixels; beyond its edges the image goes on as at them. */
  static Distortion blur(double deviation) {
    int reach = (int) Math.ceil(3 * deviation);
    double[] weights = new double[2 * reach + 1];
    double sum = 0;
    for (int i = -reach; i <= reach; i++) {
      weights[i + reach] = Math.exp(-i * i / (2 * deviation * deviation));
      sum += weights[i + reach];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return (image, random) -> raw(blurred(blurred(image, weights, 0, 1), weights, 1, 0));
  }

  private static Pixels blurred(Pixels image, double[] weights, int down, int right) {
    byte[] blurred = new byte[image.rgb.length];
    int reach = weights.length / 2;
    for (int i = 0; i < blurred.length; i++) {
      int row = i / 3 / image.width;
      int column = i / 3 % image.width;
      double sum = 0;
      for (int k = -reach; k <= reach; k++) {
        sum += weights[k + reach] * image.level(row + k * down, column + k * right, i % 3);
      }
      blurred[i] = level(sum);
    }
    return image.with(blurred);
  }

  /** Levels times a factor. */
  static Distortion darkness(double factor) {
    return contrast(factor, 0);
  }

  /** The distance of levels from a middle gray times a factor. */
  static Distortion contrast(double factor) {
    return contrast(factor, 128);
  }

  private static Distortion contrast(double factor, double middle) {
    return (image, random) -> {
      byte[] changed = new byte[image.rgb.length];
      for (int i = 0; i < changed.length; i++) {
        changed[i] = level(middle + factor * ((image.rgb[i] & 0xff) - middle));
      }
      return raw(image.with(changed));
    };
  }

  /** A JPEG of a quality in (0, 1]. */
  static Distortion jpeg(float quality) {
    return (image, random) -> event(jpeg(image, quality), ImageEncoding.ENCODED, image);
  }

  private static byte[] jpeg(Pixels image, float quality) {
    BufferedImage picture =
        new BufferedImage(image.width, image.height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < image.width * image.height; i++) {
      int row = i / image.width;
      int column = i % image.width;
      int rgb =
          image.level(row, column, 0) << 16
              | image.level(row, column, 1) << 8
              | image.level(row, column, 2);
      picture.setRGB(column, row, rgb);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(file)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(quality);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, null, null), settings);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  private static byte level(double value) {
    return (byte) Math.max(0, Math.min(255, Math.round(value)));
  }

  private static ImageEvent raw(Pixels image) {
    return event(image.rgb, ImageEncoding.RGB, image);
  }

  private static ImageEvent event(byte[] content, ImageEncoding encoding, Pixels image) {
    return new ImageEvent(
        "", ByteBuffer.wrap(content), encoding, image.width, image.height, Instant.EPOCH, null);
  }
}
