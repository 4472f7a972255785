package dev.sightline.trainer.report.pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A finished picture. It has {@value Canvas#PIXELS_PER_POINT} pixels to a point, for sharp screens
 * and print; a page shows it at its size in points.
 *
 * @param description what is to be seen, for those who can't
 */
public record Picture(BufferedImage image, String description) {
  /** In points. */
  public int width() {
    return image.getWidth() / Canvas.PIXELS_PER_POINT;
  }

  /** In points. */
  public int height() {
    return image.getHeight() / Canvas.PIXELS_PER_POINT;
  }

  /** The picture as a PNG file. */
  public byte[] png() {
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
}
