package dev.sightline.trainer.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Turns JPEG and PNG files into uint8 RGB pixels of one size. A file is told by its first bytes.
 *
 * <p>Before resizing, pixels equal those of {@code ImageIO.read(file).getRGB(...)} to the bit, with
 * alpha left out: the stored colour counts, however transparent. Gray files are the exception: a
 * sample is the value of red, green and blue, where {@code getRGB} takes it as linear light and
 * makes 188 of 128, though files store it as they store colours. An EXIF orientation is not
 * applied. The serving side decodes likewise.
 *
 * <p>For one thread: the readers are kept from image to image, which is what makes it fast.
 */
final class ImageDecoder implements AutoCloseable {
  /** What claims to be larger is rejected before memory is taken for it. */
  static final long MAX_PIXELS = 1L << 26;

  private final ImageReader jpeg = ImageIO.getImageReadersByFormatName("jpeg").next();
  private final ImageReader png = ImageIO.getImageReadersByFormatName("png").next();
  private boolean truncated;

  ImageDecoder() {
    jpeg.addIIOReadWarningListener((reader, warning) -> truncated |= saysTruncated(warning));
  }

  /** The JPEG reader fills what is missing with gray, and says so in a warning only. */
  private static boolean saysTruncated(String warning) {
    return warning.contains("Missing EOI");
  }

  /**
   * Decodes a file, resizes it and writes it as {@code [row, column, channel]} into {@code target}
   * from {@code offset} on.
   *
   * @return why it could not, or nothing when it could
   */
  Optional<String> decode(byte[] file, Resize resize, byte[] target, int offset) {
    return read(
        file,
        reader -> {
          BufferedImage image = reader.read(0);
          ImageSize from = new ImageSize(image.getHeight(), image.getWidth());
          resize.resize(rgb(image), from, target, offset);
        });
  }

  /**
   * The size that the header of a file states.
   *
   * @throws DataSetException when there is none
   */
  ImageSize size(String name, byte[] file) {
    ImageSize[] size = new ImageSize[1];
    read(file, reader -> size[0] = sizeOf(reader))
        .ifPresent(
            fault -> {
              throw new DataSetException(name + ": " + fault);
            });
    return size[0];
  }

  private Optional<String> read(byte[] file, Reading reading) {
    ImageReader reader = readerOf(file);
    if (reader == null) {
      return Optional.of("neither a JPEG nor a PNG file");
    }
    truncated = false;
    try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(input, true, true);
      ImageSize size = sizeOf(reader);
      if ((long) size.height() * size.width() > MAX_PIXELS) {
        return Optional.of(size + " pixels, more than " + MAX_PIXELS);
      }
      reading.read(reader);
      return truncated ? Optional.of("the file is cut short") : Optional.empty();
    } catch (IOException | RuntimeException damaged) {
      // Readers meet damaged files with whatever exception their parsing runs into.
      return Optional.of("damaged: " + damaged);
    } finally {
      reader.setInput(null);
    }
  }

  private ImageReader readerOf(byte[] file) {
    if (startsWith(file, 0xff, 0xd8, 0xff)) {
      return jpeg;
    }
    return startsWith(file, 0x89, 'P', 'N', 'G') ? png : null;
  }

  private static boolean startsWith(byte[] file, int... start) {
    if (file.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (file[i] != (byte) start[i]) {
        return false;
      }
    }
    return true;
  }

  private static ImageSize sizeOf(ImageReader reader) throws IOException {
    return new ImageSize(reader.getHeight(0), reader.getWidth(0));
  }

  private static byte[] rgb(BufferedImage image) {
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
      return swapped(image);
    }
    boolean gray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    return gray ? gray(image) : converted(image);
  }

  /** What nearly every JPEG comes as: sRGB already, with blue first. */
  private static byte[] swapped(BufferedImage image) {
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    byte[] rgb = new byte[bgr.length];
    for (int i = 0; i < bgr.length; i += 3) {
      rgb[i] = bgr[i + 2];
      rgb[i + 1] = bgr[i + 1];
      rgb[i + 2] = bgr[i];
    }
    return rgb;
  }

  private static byte[] gray(BufferedImage image) {
    int[] samples =
        image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    int max = (1 << image.getColorModel().getComponentSize(0)) - 1;
    byte[] rgb = new byte[samples.length * ImageSize.CHANNELS];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) ((samples[i / ImageSize.CHANNELS] * 255 + max / 2) / max);
    }
    return rgb;
  }

  private static byte[] converted(BufferedImage image) {
    int width = image.getWidth();
    int[] argb = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    byte[] rgb = new byte[argb.length * ImageSize.CHANNELS];
    for (int i = 0; i < argb.length; i++) {
      rgb[3 * i] = (byte) (argb[i] >> 16);
      rgb[3 * i + 1] = (byte) (argb[i] >> 8);
      rgb[3 * i + 2] = (byte) argb[i];
    }
    return rgb;
  }

  @Override
  public void close() {
    jpeg.dispose();
    png.dispose();
  }

  /** What is read of a file whose header is sound. */
  private interface Reading {
    void read(ImageReader reader) throws IOException;
  }
}
