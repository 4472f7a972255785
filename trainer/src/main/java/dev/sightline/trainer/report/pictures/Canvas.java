package dev.sightline.trainer.report.pictures;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * A picture in the making: white paper measured in points, texts that are cut to the room they
 * have, photographs that are scaled without being blurred. For one thread; close it.
 */
public final class Canvas implements AutoCloseable {
  static final int PIXELS_PER_POINT = 2;

  private final BufferedImage image;
  private final Graphics2D graphics;

  /** Where a text lies by its point: starting there, around it, ending there. */
  enum Align {
    LEFT,
    CENTER,
    RIGHT
  }

  /**
   * @param width in points
   * @param height in points
   */
  public Canvas(int width, int height) {
    image =
        new BufferedImage(
            width * PIXELS_PER_POINT, height * PIXELS_PER_POINT, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
    hint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    hint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    hint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    hint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Palette.PAPER);
    graphics.fillRect(0, 0, width, height);
  }

  private void hint(RenderingHints.Key key, Object value) {
    graphics.setRenderingHint(key, value);
  }

  public static Font font(int style, float size) {
    return new Font(Font.SANS_SERIF, style, 1).deriveFont(size);
  }

  /** For what draws itself; in points. */
  Graphics2D graphics() {
    return graphics;
  }

  public FontMetrics metrics(Font font) {
    return graphics.getFontMetrics(font);
  }

  void fill(Color color, double x, double y, double width, double height) {
    graphics.setColor(color);
    graphics.fill(new java.awt.geom.Rectangle2D.Double(x, y, width, height));
  }

  /** A frame around a rectangle, outside of it. */
  void frame(Color color, double thickness, double x, double y, double width, double height) {
    fill(color, x - thickness, y - thickness, width + 2 * thickness, thickness);
    fill(color, x - thickness, y + height, width + 2 * thickness, thickness);
    fill(color, x - thickness, y, thickness, height);
    fill(color, x + width, y, thickness, height);
  }

  /** Writes a text on the baseline {@code y}, cut to the width. */
  void text(String text, Font font, Color color, Align align, double x, double y, double width) {
    FontMetrics metrics = metrics(font);
    String fitted = FittedText.of(text, metrics, width);
    double shift =
        switch (align) {
          case LEFT -> 0;
          case CENTER -> metrics.stringWidth(fitted) / 2.0;
          case RIGHT -> metrics.stringWidth(fitted);
        };
    graphics.setFont(font);
    graphics.setColor(color);
    graphics.drawString(fitted, (float) (x - shift), (float) y);
  }

  /** As {@link #text}, but reading upwards: x is the baseline, and the text ends at y. */
  void textUpwards(String text, Font font, Color color, double x, double y, double width) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.rotate(-Math.PI / 2);
    text(text, font, color, Align.RIGHT, 0, 0, width);
    graphics.setTransform(before);
  }

  /**
   * Draws a photograph with its corner at a point.
   *
   * @param scale pixels of the picture to one of the photograph: from 1 on each becomes a square,
   *     below it they are averaged
   */
  void photograph(BufferedImage photograph, double x, double y, double scale) {
    hint(
        RenderingHints.KEY_INTERPOLATION,
        scale < 1
            ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    AffineTransform placed = AffineTransform.getTranslateInstance(x, y);
    placed.scale(scale / PIXELS_PER_POINT, scale / PIXELS_PER_POINT);
    graphics.drawImage(photograph, placed, null);
  }

  Picture picture(String description) {
    return new Picture(image, description);
  }

  @Override
  public void close() {
    graphics.dispose();
  }
}
