package dev.sightline.endtoend;

import dev.sightline.fixtures.Pictures;
import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Images of one colour whose class can be told from their number. */
final class NumberedImages {
  private static final String PREFIX = "image-";

  private NumberedImages() {}

  static String id(int number) {
    return PREFIX + number;
  }

  /** The number of an id. */
  static int number(String id) {
    return Integer.parseInt(id.substring(PREFIX.length()));
  }

  /** The actual class of an image. */
  static int actual(int number) {
    return number % ShiftModel.CLASSES;
  }

  /** Raw pixels for an even tens digit, a PNG of another size than the model's for an odd one. */
  static ImageEvent event(int number) {
    boolean raw = number / 10 % 2 == 0;
    ImageEvent.Builder event =
        ImageEvent.newBuilder()
            .setId(id(number))
            .setCapturedAt(Instant.now())
            .setSource("end-to-end");
    return raw
        ? event
            .setEncoding(ImageEncoding.RGB)
            .setWidth(4)
            .setHeight(4)
            .setContent(ByteBuffer.wrap(pixels(actual(number), 4 * 4)))
            .build()
        : event.setContent(ByteBuffer.wrap(file(actual(number), 48, 24, "png"))).build();
  }

  /** Raw RGB pixels of a class. */
  static byte[] pixels(int actual, int count) {
    byte[] pixels = new byte[3 * count];
    Arrays.fill(pixels, (byte) level(actual));
    return pixels;
  }

  /** An image file of a class. */
  static byte[] file(int actual, int width, int height, String format) {
    int level = level(actual);
    return Pictures.of(new Color(level, level, level), width, height, format);
  }

  /** An image as a file. */
  static byte[] file(BufferedImage image, String format) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, file);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return file.toByteArray();
  }

  /** The grey level of a class: the middle of its range, so that no codec moves it out. */
  private static int level(int actual) {
    return actual * ShiftModel.LEVELS_PER_CLASS + ShiftModel.LEVELS_PER_CLASS / 2;
  }
}
