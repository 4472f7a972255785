package dev.sightline.app.demo;

import dev.sightline.trainer.data.EncodedExample;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.awt.image.RescaleOp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;

/** What a camera sees at dusk and out of focus: darker and blurred. Pure functions. */
final class Darkened {
  private static final float LIGHT = 0.4f;

  private Darkened() {}

  /**
   * An image with four tenths of its light, each pixel the mean of those around it; one that Java
   * itself can't read stays as it is.
   */
  static EncodedExample of(EncodedExample image) {
    return read(image)
        .map(picture -> png(blurred(darkened(opaque(picture)))))
        .map(content -> new EncodedExample(image.name(), image.label(), content))
        .orElse(image);
  }

  private static Optional<BufferedImage> read(EncodedExample image) {
    try {
      return Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(image.content())));
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  private static byte[] png(BufferedImage image) {
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
      return png.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // it writes into memory
    }
  }

  private static BufferedImage opaque(BufferedImage image) {
    BufferedImage opaque = like(image);
    Graphics2D pen = opaque.createGraphics();
    pen.drawImage(image, 0, 0, null);
    pen.dispose();
    return opaque;
  }

  private static BufferedImage darkened(BufferedImage image) {
    return new RescaleOp(LIGHT, 0, null).filter(image, like(image));
  }

  /** A square of an eighth of the shorter side, 3 pixels at the least. */
  private static BufferedImage blurred(BufferedImage image) {
    int side = Math.max(3, Math.min(image.getWidth(), image.getHeight()) / 8 | 1);
    float[] weights = new float[side * side];
    Arrays.fill(weights, 1f / weights.length);
    return new ConvolveOp(new Kernel(side, side, weights), ConvolveOp.EDGE_NO_OP, null)
        .filter(image, like(image));
  }

  private static BufferedImage like(BufferedImage image) {
    return new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
  }
}
