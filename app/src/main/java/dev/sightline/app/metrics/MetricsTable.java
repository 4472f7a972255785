package dev.sightline.app.metrics;

import dev.sightline.app.follow.Rendering;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.evaluation.confusion.ConfusionMatrixText;
import dev.sightline.schemas.MetricsWindow;
import java.time.Duration;
import java.util.Locale;

/**
 * A window's metrics as a table: a headline, then the confusion matrix with rows actual and columns
 * predicted, recall at the end of a row and precision under a column; of very many classes the
 * {@linkplain LargestConfusions largest confusions}.
 */
public final class MetricsTable implements Rendering<MetricsWindow> {
  @Override
  public String render(MetricsWindow window) {
    if (window.getLabels().isEmpty()) {
      return headline(window);
    }
    String below =
        WindowCells.isSparse(window)
            ? LargestConfusions.of(window)
            : ConfusionMatrixText.withScores(matrix(window)).stripTrailing();
    return headline(window) + "\n" + below;
  }

  private static ConfusionMatrix matrix(MetricsWindow window) {
    return new ConfusionMatrix(
        window.getLabels(),
        window.getConfusionMatrix().stream().mapToLong(Long::longValue).toArray());
  }

  private static String headline(MetricsWindow window) {
    return "%s/%d  %s to %s  %d predictions, %d labelled (%s)  accuracy %s  macro F1 %s%s"
        .formatted(
            window.getModelName(),
            window.getModelVersion(),
            window.getWindowStart(),
            window.getWindowEnd(),
            window.getPredictions(),
            window.getLabelled(),
            percent(window.getLabelCoverage()),
            percent(window.getAccuracy()),
            ratio(window.getMacroF1()),
            delay(window.getMedianLabelDelayMs()));
  }

  private static String percent(Double share) {
    return share == null ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static String ratio(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String delay(Long medianMs) {
    return medianMs == null
        ? ""
        : "  labels after "
            + Duration.ofMillis(medianMs).toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
