package dev.sightline.trainer.report.pictures;

import dev.sightline.evaluation.calibration.Calibration;
import dev.sightline.trainer.report.Numbers;
import dev.sightline.trainer.report.pictures.Canvas.Align;
import java.awt.Color;
import java.awt.Font;

/** A row of bars: how many images each bin of confidence has, with the number above its bar. */
record BinCounts(Reliability reliability, Color color) {
  /** Of a row, in points. */
  static final int HEIGHT = 132;

  /** Below the last row, in points. */
  static final int MARGIN = 14;

  private static final int TITLE = 26;
  private static final int NUMBER = 13;
  private static final int TALLEST = HEIGHT - TITLE - NUMBER - 12;
  private static final Font TITLE_FONT = Canvas.font(Font.PLAIN, 12f);
  private static final Font NUMBER_FONT = Canvas.font(Font.PLAIN, 9.5f);

  /**
   * @param left where confidence 0 is
   * @param width how far confidence 1 is from it
   */
  void draw(Canvas canvas, double left, double top, double width) {
    double bottom = top + HEIGHT - 1.0;
    canvas.text(
        "images in each bin, " + reliability.name(),
        TITLE_FONT,
        Palette.INK,
        Align.LEFT,
        left,
        top + TITLE - 4,
        width);
    long most = reliability.bins().stream().mapToLong(Calibration.Bin::images).max().orElse(1);
    for (Calibration.Bin bin : reliability.bins()) {
      double x = left + bin.from() * width;
      double room = (bin.to() - bin.from()) * width;
      double height = TALLEST * (bin.images() / (double) Math.max(1, most));
      canvas.fill(color, x + 1.5, bottom - height, room - 3, height);
      canvas.text(
          Numbers.count(bin.images()),
          NUMBER_FONT,
          bin.images() == 0 ? Palette.MUTED : Palette.INK,
          Align.CENTER,
          x + room / 2,
          bottom - height - 3,
          room + 4);
    }
    canvas.fill(Palette.LINE, left, bottom, width, 1);
  }
}
