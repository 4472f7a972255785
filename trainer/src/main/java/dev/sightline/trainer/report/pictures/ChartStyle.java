package dev.sightline.trainer.report.pictures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The look that the charts have in common: white, thin grey lines, the palette's colours. */
final class ChartStyle {
  static final BasicStroke LINE =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final BasicStroke DASHES =
      new BasicStroke(
          1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0);

  private ChartStyle() {}

  static void apply(AxesChartStyler styler) {
    styler
        .setAxisTitleFont(Canvas.font(Font.PLAIN, 12.5f))
        .setAxisTickLabelsFont(Canvas.font(Font.PLAIN, 11.5f))
        .setAxisTickMarksColor(Palette.LINE)
        .setAxisTickLabelsColor(Palette.MUTED)
        .setPlotGridLinesColor(Palette.LINE)
        .setPlotGridLinesStroke(new BasicStroke(0.7f))
        .setPlotGridVerticalLinesVisible(false)
        .setPlotMargin(0)
        .setAxisTicksLineVisible(false);
    styler
        .setLocale(Locale.ROOT)
        .setChartBackgroundColor(Palette.PAPER)
        .setPlotBackgroundColor(Palette.PAPER)
        .setPlotBorderColor(Palette.LINE)
        .setChartFontColor(Palette.INK)
        .setChartTitleFont(Canvas.font(Font.BOLD, 13.5f))
        .setLegendFont(Canvas.font(Font.PLAIN, 12f))
        .setLegendBorderColor(Palette.PAPER)
        .setLegendPosition(LegendPosition.OutsideS)
        .setSeriesColors(new Color[] {Palette.BLUE, Palette.ORANGE, Palette.MUTED});
  }
}
