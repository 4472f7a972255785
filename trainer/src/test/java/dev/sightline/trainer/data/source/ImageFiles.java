package dev.sightline.trainer.data.source;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small image files, folders and zips for the tests. */
final class ImageFiles {
  private ImageFiles() {}

  /** An image of noise, the same for the same seed. */
  static BufferedImage noise(int type, int height, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }

  static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no writer of " + format + " for " + image);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return file.toByteArray();
  }

  static byte[] jpeg(long seed) {
    return encode(noise(BufferedImage.TYPE_INT_RGB, 32, 32, seed), "jpeg");
  }

  static byte[] png(long seed) {
    return encode(noise(BufferedImage.TYPE_INT_RGB, 32, 32, seed), "png");
  }

  /** Two classes: three training images and two held-out images of each. */
  static Map<String, byte[]> catsAndDogs() {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : new String[] {"cat", "dog"}) {
      for (int i = 0; i < 3; i++) {
        files.put("train/" + name + "/" + i + ".jpg", jpeg(files.size()));
      }
      for (int i = 0; i < 2; i++) {
        files.put("test/" + name + "/" + i + ".png", png(files.size()));
      }
    }
    return files;
  }

  static Path writeFolder(Path folder, Map<String, byte[]> files) {
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return folder;
  }

  static Path writeZip(Path zip, Map<String, byte[]> files, int method) {
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.setMethod(method);
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        CRC32 crc = new CRC32();
        crc.update(entry.getValue());
        header.setCrc(crc.getValue());
        header.setSize(entry.getValue().length);
        out.putNextEntry(header);
        out.write(entry.getValue());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return zip;
  }

  /** What serving sees of a file: ImageIO's sRGB pixels as uint8 RGB. */
  static byte[] imageIoPixels(byte[] file) {
    BufferedImage image = read(file);
    byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        rgb[at++] = (byte) (pixel >> 16);
        rgb[at++] = (byte) (pixel >> 8);
        rgb[at++] = (byte) pixel;
      }
    }
    return rgb;
  }

  private static BufferedImage read(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
