package dev.sightline.trainer.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes images as PNG files, in memory: what decodes them gets the same pixels back. */
public final class PngFile {
  private PngFile() {}

  public static byte[] of(BufferedImage image) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(image);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /**
   * @param rgb uint8 {@code [row, column, channel]}
   */
  public static byte[] of(byte[] rgb, ImageSize size) {
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_3BYTE_BGR);
    // The raster's bands are red, green, blue; that its bytes lie the other way round is its
    // matter.
    int[] samples = IntStream.range(0, rgb.length).map(i -> rgb[i] & 0xff).toArray();
    image.getRaster().setPixels(0, 0, size.width(), size.height(), samples);
    return of(image);
  }
}
