package dev.sightline.trainer.report.pictures;

import dev.sightline.trainer.data.PngFile;
import java.awt.image.BufferedImage;

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
    return PngFile.of(image);
  }
}
