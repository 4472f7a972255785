package dev.sightline.trainer.report.pictures;

import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.trainer.report.Numbers;
import dev.sightline.trainer.report.pictures.Canvas.Align;
import java.awt.Color;
import java.awt.Font;
import java.util.List;

/**
 * A confusion matrix as a heat map with its counts. What is right is blue and what is wrong orange,
 * the deeper the larger its share of the row; by the square root, for otherwise the diagonal is all
 * there is to see.
 *
 * <p>Cells shrink with the number of classes. Counts and names are left out where they would be too
 * small to read.
 */
final class ConfusionMatrixPicture {
  private static final int LARGEST_CELL = 100;
  private static final int COMFORTABLE_CELL = 48;
  private static final int SMALLEST_CELL = 2;
  private static final int COMFORTABLE_SIDE = 480;
  private static final int LONGEST_SIDE = 1600;
  private static final int LONGEST_NAME = 150;
  private static final int MARGIN = 12;
  private static final int TITLE = 20;
  private static final float LARGEST_FONT = 12.5f;
  private static final float SMALLEST_FONT = 5.5f;
  private static final int MOST_CLASSES_WITH_ZEROS = 30;
  private static final Font TITLE_FONT = Canvas.font(Font.BOLD, 12.5f);

  private final ConfusionMatrix matrix;
  private final int classes;
  private final int cell;
  private final Font names;
  private final Font counts;
  private final int nameWidth;
  private final int left;
  private final int top;

  private ConfusionMatrixPicture(ConfusionMatrix matrix) {
    this.matrix = matrix;
    this.classes = matrix.labels().size();
    this.cell = cell(classes);
    this.names = Canvas.font(Font.PLAIN, Math.min(LARGEST_FONT, cell * 0.8f));
    this.nameWidth = hasNames() ? nameWidth(matrix.labels()) : 0;
    this.counts = countFont();
    this.left = MARGIN + TITLE + nameWidth;
    this.top = MARGIN;
  }

  static Picture of(ConfusionMatrix matrix) {
    return new ConfusionMatrixPicture(matrix).draw();
  }

  /** Few classes get a matrix that is not too small, many one that is not too large. */
  private static int cell(int classes) {
    int comfortable =
        Math.max(COMFORTABLE_CELL, Math.min(LARGEST_CELL, COMFORTABLE_SIDE / classes));
    return Math.max(SMALLEST_CELL, Math.min(comfortable, LONGEST_SIDE / classes));
  }

  private Picture draw() {
    int side = classes * cell;
    try (Canvas canvas =
        new Canvas(left + side + MARGIN, top + side + nameWidth + TITLE + MARGIN)) {
      for (int actual = 0; actual < classes; actual++) {
        row(canvas, actual);
      }
      canvas.frame(Palette.LINE, 1, left, top, side, side);
      if (hasNames()) {
        names(canvas, side);
      }
      canvas.text(
          "predicted",
          TITLE_FONT,
          Palette.INK,
          Align.CENTER,
          left + side / 2.0,
          top + side + nameWidth + TITLE,
          side);
      double half = canvas.metrics(TITLE_FONT).stringWidth("actual") / 2.0;
      canvas.textUpwards(
          "actual", TITLE_FONT, Palette.INK, MARGIN + 8, top + side / 2.0 - half, side);
      return canvas.picture(
          "confusion matrix of %d classes: %s of %s images on the diagonal"
              .formatted(classes, Numbers.count(matrix.correct()), Numbers.count(matrix.total())));
    }
  }

  private void row(Canvas canvas, int actual) {
    long support = matrix.support(actual);
    for (int predicted = 0; predicted < classes; predicted++) {
      long count = matrix.count(actual, predicted);
      Color full = actual == predicted ? Palette.BLUE : Palette.ORANGE;
      Color color = Palette.tint(full, support == 0 ? 0 : Math.sqrt(count / (double) support));
      double x = left + predicted * (double) cell;
      double y = top + actual * (double) cell;
      canvas.fill(color, x, y, cell, cell);
      if (counts != null && (count > 0 || classes <= MOST_CLASSES_WITH_ZEROS)) {
        canvas.text(
            Long.toString(count),
            counts,
            count == 0 ? Palette.LINE : Palette.on(color),
            Align.CENTER,
            x + cell / 2.0,
            baseline(canvas, counts, y),
            cell);
      }
    }
  }

  private void names(Canvas canvas, int side) {
    for (int i = 0; i < classes; i++) {
      String name = matrix.labels().get(i);
      double start = i * (double) cell;
      canvas.text(
          name,
          names,
          Palette.INK,
          Align.RIGHT,
          left - 6.0,
          baseline(canvas, names, top + start),
          nameWidth - 6.0);
      canvas.textUpwards(
          name,
          names,
          Palette.INK,
          baseline(canvas, names, left + start),
          top + side + 6.0,
          nameWidth - 6.0);
    }
  }

  /** Of a text in the middle of a cell that starts there. */
  private double baseline(Canvas canvas, Font font, double start) {
    var metrics = canvas.metrics(font);
    return start + (cell + metrics.getAscent() - metrics.getDescent()) / 2.0;
  }

  private boolean hasNames() {
    return names.getSize2D() >= SMALLEST_FONT;
  }

  private int nameWidth(List<String> labels) {
    try (Canvas canvas = new Canvas(1, 1)) {
      int widest =
          labels.stream()
              .mapToInt(label -> canvas.metrics(names).stringWidth(label))
              .max()
              .orElse(0);
      return Math.min(LONGEST_NAME, widest) + 8;
    }
  }

  /** The largest with which every count fits its cell, or none when that can't be read. */
  private Font countFont() {
    String widest = "0".repeat(Long.toString(largestCount()).length());
    try (Canvas canvas = new Canvas(1, 1)) {
      for (float size = LARGEST_FONT; size >= SMALLEST_FONT; size -= 0.5f) {
        Font font = Canvas.font(Font.PLAIN, size);
        if (canvas.metrics(font).stringWidth(widest) <= cell - 2) {
          return font;
        }
      }
    }
    return null;
  }

  private long largestCount() {
    long largest = 0;
    for (long count : matrix.rowMajor()) {
      largest = Math.max(largest, count);
    }
    return largest;
  }
}
