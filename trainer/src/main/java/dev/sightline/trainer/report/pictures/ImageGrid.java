package dev.sightline.trainer.report.pictures;

import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.report.pictures.Canvas.Align;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images in rows of five, each with one or two lines below it. Small images are enlarged by a whole
 * number, so that each pixel is a square; large ones are made smaller.
 */
final class ImageGrid {
  /** What a grid has room for. */
  static final int TILES = 25;

  private static final int COLUMNS = 5;
  private static final int LONGEST_SIDE_PIXELS = 224;
  private static final int COLUMN = 132;
  private static final int GAP = 10;
  private static final int LINE = 15;
  private static final double FRAME = 2;
  private static final Font NAME = Canvas.font(Font.BOLD, 11.5f);
  private static final Font NOTE = Canvas.font(Font.PLAIN, 11.5f);

  private final ImageSize size;
  private final List<Tile> tiles;
  private final double scale;
  private final double tileWidth;
  private final double tileHeight;
  private final int row;

  private ImageGrid(ImageSize size, List<Tile> tiles) {
    this.size = size;
    this.tiles = tiles;
    double fit = LONGEST_SIDE_PIXELS / (double) Math.max(size.height(), size.width());
    scale = fit < 1 ? fit : Math.floor(fit);
    tileWidth = size.width() * scale / Canvas.PIXELS_PER_POINT;
    tileHeight = size.height() * scale / Canvas.PIXELS_PER_POINT;
    boolean notes = tiles.stream().anyMatch(tile -> !tile.note().isEmpty());
    row = (int) Math.ceil(tileHeight) + LINE * (notes ? 2 : 1) + 2 * GAP;
  }

  /**
   * @param tiles at least one
   */
  static Picture of(ImageSize size, List<Tile> tiles, String description) {
    return new ImageGrid(size, tiles).draw(description);
  }

  private Picture draw(String description) {
    int rows = (tiles.size() + COLUMNS - 1) / COLUMNS;
    try (Canvas canvas = new Canvas(COLUMNS * COLUMN + 2 * GAP, rows * row + GAP)) {
      for (int i = 0; i < tiles.size(); i++) {
        draw(
            canvas,
            tiles.get(i),
            GAP + (i % COLUMNS) * COLUMN + COLUMN / 2.0,
            GAP + (i / COLUMNS) * (double) row);
      }
      return canvas.picture(description);
    }
  }

  private void draw(Canvas canvas, Tile tile, double center, double top) {
    double left = center - tileWidth / 2;
    canvas.photograph(photograph(tile.rgb()), left, top, scale);
    if (tile.isMiss()) {
      canvas.frame(Palette.MISS, FRAME, left, top, tileWidth, tileHeight);
    }
    double baseline = top + Math.ceil(tileHeight) + LINE;
    name(canvas, tile, center, baseline);
    Color noteColor = tile.isMiss() ? Palette.MISS : Palette.MUTED;
    canvas.text(tile.note(), NOTE, noteColor, Align.CENTER, center, baseline + LINE, COLUMN - GAP);
  }

  /** The name is cut so that what follows it is not. */
  private void name(Canvas canvas, Tile tile, double center, double baseline) {
    double suffix = canvas.metrics(NOTE).stringWidth(tile.suffix());
    String name = FittedText.of(tile.name(), canvas.metrics(NAME), COLUMN - GAP - suffix);
    double width = canvas.metrics(NAME).stringWidth(name) + suffix;
    double left = center - width / 2;
    Color color = tile.isMiss() ? Palette.MISS : Palette.INK;
    canvas.text(name, NAME, color, Align.LEFT, left, baseline, COLUMN);
    canvas.text(tile.suffix(), NOTE, color, Align.RIGHT, left + width, baseline, COLUMN);
  }

  private BufferedImage photograph(byte[] rgb) {
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    int[] samples = IntStream.range(0, rgb.length).map(i -> rgb[i] & 0xff).toArray();
    image.getRaster().setPixels(0, 0, size.width(), size.height(), samples);
    return image;
  }
}
