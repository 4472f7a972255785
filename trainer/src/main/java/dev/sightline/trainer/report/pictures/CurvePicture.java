package dev.sightline.trainer.report.pictures;

import dev.sightline.trainer.report.Numbers;
import dev.sightline.trainer.training.Epoch;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A curve over the epochs, for training and for validation. */
final class CurvePicture {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 330;
  private static final int TICK_SPACING = 50;
  private static final int MOST_EPOCHS_WITH_MARKERS = 40;

  private CurvePicture() {}

  /**
   * @param history at least one epoch
   */
  static Picture accuracy(List<Epoch> history) {
    return of("Accuracy", history, Epoch::accuracy, Epoch::validationAccuracy);
  }

  /**
   * @param history at least one epoch
   */
  static Picture loss(List<Epoch> history) {
    return of("Loss", history, Epoch::loss, Epoch::validationLoss);
  }

  private static Picture of(
      String what,
      List<Epoch> history,
      ToDoubleFunction<Epoch> training,
      ToDoubleFunction<Epoch> validation) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).title(what).xAxisTitle("epoch").build();
    ChartStyle.apply(chart.getStyler());
    EpochAxis axis = EpochAxis.of(history.get(history.size() - 1).number());
    chart.getStyler().setXAxisTickLabelsFormattingFunction(axis::label);
    chart.getStyler().setXAxisTickMarkSpacingHint(TICK_SPACING);
    chart.getStyler().setYAxisDecimalPattern("0.00");
    Epoch last = history.get(history.size() - 1);
    chart.getStyler().setXAxisMin(axis.first()).setXAxisMax(axis.last());
    add(chart, "training", history, training);
    add(chart, "validation", history, validation);
    try (Canvas canvas = new Canvas(WIDTH, HEIGHT)) {
      chart.paint(canvas.graphics(), WIDTH, HEIGHT);
      return canvas.picture(
          "%s by epoch: after epoch %d training %s, validation %s"
              .formatted(
                  what.toLowerCase(Locale.ROOT),
                  last.number(),
                  Numbers.fourDigits(training.applyAsDouble(last)),
                  Numbers.fourDigits(validation.applyAsDouble(last))));
    }
  }

  private static void add(
      XYChart chart, String name, List<Epoch> history, ToDoubleFunction<Epoch> value) {
    double[] values = history.stream().mapToDouble(value).toArray();
    String title = "%s (last %s)".formatted(name, Numbers.fourDigits(values[values.length - 1]));
    double[] epochs = history.stream().mapToDouble(Epoch::number).toArray();
    Marker marker =
        history.size() <= MOST_EPOCHS_WITH_MARKERS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE;
    XYSeries series = chart.addSeries(title, epochs, values);
    series.setLineStyle(ChartStyle.LINE);
    series.setMarker(marker);
  }
}
