package dev.sightline.images;

import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Images and image files for tests, the same for the same arguments. */
final class Pictures {
  private Pictures() {}

  static ImageEvent event(byte[] file) {
    return new ImageEvent(
        "image", ByteBuffer.wrap(file), ImageEncoding.ENCODED, null, null, Instant.EPOCH, null);
  }

  static ImageEvent rawEvent(byte[] pixels, Integer width, Integer height) {
    return new ImageEvent(
        "image", ByteBuffer.wrap(pixels), ImageEncoding.RGB, width, height, Instant.EPOCH, null);
  }

  /** Smooth colours with some noise, in any type that {@link BufferedImage} names. */
  static BufferedImage picture(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    fill(image);
    return image;
  }

  private static void fill(BufferedImage image) {
    Random random = new Random(image.getWidth() * 31L + image.getHeight());
    int alpha = image.getColorModel().hasAlpha() ? 0x80000000 : 0xff000000;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int red = x * 223 / image.getWidth() + random.nextInt(32);
        int green = y * 223 / image.getHeight() + random.nextInt(32);
        int blue = (x * 7 + y * 3) % 224 + random.nextInt(32);
        image.setRGB(x, y, alpha | red << 16 | green << 8 | blue);
      }
    }
  }

  /** Interleaved samples of 8 or 16 bits: 1 band gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha. */
  static BufferedImage samples(int width, int height, int bands, int dataType) {
    boolean alpha = bands % 2 == 0;
    ComponentColorModel colors =
        new ComponentColorModel(
            ColorSpace.getInstance(bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            dataType);
    WritableRaster raster =
        Raster.createInterleavedRaster(dataType, width, height, bands, new Point());
    Random random = new Random(bands);
    int[] pixels = random.ints((long) width * height * bands).toArray();
    int mask = dataType == DataBuffer.TYPE_BYTE ? 0xff : 0xffff;
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= mask;
    }
    raster.setPixels(0, 0, width, height, pixels);
    return new BufferedImage(colors, raster, false, null);
  }

  static byte[] file(BufferedImage image, String format) {
    return file(image, format, false);
  }

  static byte[] file(BufferedImage image, String format, boolean progressive) {
    return write(new IIOImage(image, null, null), format, progressive);
  }

  /** A BMP of an image with a palette, compressed. */
  static byte[] runLengthBmp(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("bmp").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionType("BI_RLE8");
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A JPEG of four components. */
  static byte[] cmykJpeg(int width, int height) {
    Raster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, new Point());
    return write(new IIOImage(raster, null, null), "jpeg", false);
  }

  /** A JPEG whose three components are {@link #rgbSamples} as they are. */
  static byte[] rgbJpeg(int width, int height) {
    byte[] samples = rgbSamples(width, height);
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 3, new Point());
    raster.setDataElements(0, 0, width, height, samples);
    return write(new IIOImage(raster, null, null), "jpeg", false);
  }

  /** Smooth and not gray: height x width x 3 bytes. */
  static byte[] rgbSamples(int width, int height) {
    byte[] samples = new byte[3 * width * height];
    for (int i = 0; i < samples.length; i += 3) {
      samples[i] = (byte) (200 - i / 3 % width);
      samples[i + 1] = (byte) (60 + i / 3 / width);
      samples[i + 2] = 30;
    }
    return samples;
  }

  private static byte[] write(IIOImage image, String format, boolean progressive) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (progressive) {
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(out);
      writer.write(null, image, parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** As any program without limits would read it. */
  static BufferedImage read(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** height x width x 3 bytes of what {@link BufferedImage#getRGB} says. */
  static byte[] rgb(BufferedImage image) {
    ByteBuffer bytes = ByteBuffer.allocate(3 * image.getWidth() * image.getHeight());
    for (int pixel :
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
      bytes.put((byte) (pixel >> 16)).put((byte) (pixel >> 8)).put((byte) pixel);
    }
    return bytes.array();
  }

  /** height x width x 3 bytes of the first band, reduced to 8 bits. */
  static byte[] gray(BufferedImage image) {
    int[] samples =
        image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    int max = (1 << image.getColorModel().getComponentSize(0)) - 1;
    ByteBuffer bytes = ByteBuffer.allocate(3 * samples.length);
    for (int sample : samples) {
      byte gray = (byte) Math.round(sample * 255.0 / max);
      bytes.put(gray).put(gray).put(gray);
    }
    return bytes.array();
  }

  /** A PNG of these chunks, an IHDR before and an IEND behind them. */
  static byte[] png(int width, int height, int bitDepth, int colorType, byte[]... chunks) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) bitDepth).put((byte) colorType);
    file.writeBytes(pngChunk("IHDR", header.array()));
    for (byte[] chunk : chunks) {
      file.writeBytes(chunk);
    }
    file.writeBytes(pngChunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  static byte[] pngChunk(String type, byte... data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
    chunk.put(type.getBytes(StandardCharsets.ISO_8859_1)).put(data);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) sum.getValue()).array();
  }

  static byte[] deflated(byte[] data) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return deflated.toByteArray();
  }

  /** Zeros, deflated. */
  static byte[] deflatedZeros(long count) {
    Deflater deflater = new Deflater();
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 20];
    byte[] buffer = new byte[1 << 16];
    for (long left = count; left > 0; left -= zeros.length) {
      deflater.setInput(zeros, 0, (int) Math.min(left, zeros.length));
      while (!deflater.needsInput()) {
        deflated.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      deflated.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return deflated.toByteArray();
  }

  static byte[] withInt(byte[] file, int at, int value, ByteOrder order) {
    byte[] changed = file.clone();
    ByteBuffer.wrap(changed).order(order).putInt(at, value);
    return changed;
  }

  static byte[] withShort(byte[] file, int at, int value, ByteOrder order) {
    byte[] changed = file.clone();
    ByteBuffer.wrap(changed).order(order).putShort(at, (short) value);
    return changed;
  }

  /** Where the first segment with this marker starts. */
  static int jpegSegment(byte[] file, int marker) {
    for (int at = 2; ; at += 2 + ByteBuffer.wrap(file).getChar(at + 2)) {
      if ((file[at + 1] & 0xff) == marker) {
        return at;
      }
    }
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
