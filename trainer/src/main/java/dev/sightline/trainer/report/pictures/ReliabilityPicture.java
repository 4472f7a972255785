package dev.sightline.trainer.report.pictures;

import dev.sightline.evaluation.calibration.Calibration;
import dev.sightline.trainer.report.Numbers;
import java.awt.Color;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A reliability diagram: for every bin of confidence its accuracy, beside the diagonal that both
 * would lie on if confidence could be taken for accuracy; below it how many images are in each bin.
 */
final class ReliabilityPicture {
  private static final int WIDTH = 640;
  private static final int DIAGRAM_HEIGHT = 440;

  private ReliabilityPicture() {}

  /**
   * @param reliabilities one, or before and after calibration
   */
  static Picture of(List<Reliability> reliabilities) {
    int height = DIAGRAM_HEIGHT + reliabilities.size() * BinCounts.HEIGHT + BinCounts.MARGIN;
    try (Canvas canvas = new Canvas(WIDTH, height)) {
      XYChart diagram = diagram(reliabilities);
      diagram.paint(canvas.graphics(), WIDTH, DIAGRAM_HEIGHT);
      double left = diagram.getScreenXFromChart(0);
      double width = diagram.getScreenXFromChart(1) - left;
      for (int i = 0; i < reliabilities.size(); i++) {
        Color color = i == 0 ? Palette.BLUE : Palette.ORANGE;
        double top = DIAGRAM_HEIGHT + i * (double) BinCounts.HEIGHT;
        new BinCounts(reliabilities.get(i), color).draw(canvas, left, top, width);
      }
      return canvas.picture(
          reliabilities.stream()
              .map(ReliabilityPicture::title)
              .collect(Collectors.joining("; ", "reliability diagram: ", "")));
    }
  }

  private static XYChart diagram(List<Reliability> reliabilities) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(DIAGRAM_HEIGHT)
            .title("Reliability")
            .xAxisTitle("confidence")
            .yAxisTitle("accuracy")
            .build();
    ChartStyle.apply(chart.getStyler());
    chart
        .getStyler()
        .setXAxisMin(0.0)
        .setXAxisMax(1.0)
        .setYAxisMin(0.0)
        .setYAxisMax(1.0)
        .setXAxisDecimalPattern("0.0")
        .setYAxisDecimalPattern("0.0");
    reliabilities.forEach(reliability -> add(chart, reliability));
    XYSeries diagonal = chart.addSeries("perfect", new double[] {0, 1}, new double[] {0, 1});
    diagonal.setLineStyle(ChartStyle.DASHES);
    diagonal.setMarker(SeriesMarkers.NONE);
    diagonal.setLineColor(Palette.MUTED);
    return chart;
  }

  private static void add(XYChart chart, Reliability reliability) {
    List<Calibration.Bin> filled =
        reliability.bins().stream().filter(bin -> bin.images() > 0).toList();
    XYSeries series =
        chart.addSeries(
            title(reliability),
            filled.stream().mapToDouble(Calibration.Bin::meanConfidence).toArray(),
            filled.stream().mapToDouble(Calibration.Bin::accuracy).toArray());
    series.setLineStyle(ChartStyle.LINE);
    series.setMarker(SeriesMarkers.CIRCLE);
  }

  private static String title(Reliability reliability) {
    return "%s, ECE %s".formatted(reliability.name(), Numbers.fourDigits(reliability.error()));
  }
}
