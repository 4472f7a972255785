package dev.sightline.app.metrics;

import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.evaluation.confusion.ConfusionMatrixText;
import dev.sightline.schemas.MetricsWindow;

/**
 * A window's confusion matrix with rows actual and columns predicted, recall at the end of a row
 * and precision under a column as far as there is room; of very many classes the {@linkplain
 * LargestConfusions largest confusions}. Pure.
 */
final class WindowMatrixText {
  private WindowMatrixText() {}

  /** As large as it is; empty where nothing is labelled. */
  static String of(MetricsWindow window) {
    return of(window, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /**
   * In the room that there is.
   *
   * @param columns the most characters of a line
   * @param lines the most lines
   */
  static String of(MetricsWindow window, int columns, int lines) {
    if (window.getLabels().isEmpty()) {
      return "";
    }
    if (WindowCells.isSparse(window)) {
      return LargestConfusions.of(window);
    }
    return ConfusionMatrixText.fittingWithScores(matrix(window), columns, lines).stripTrailing();
  }

  private static ConfusionMatrix matrix(MetricsWindow window) {
    return new ConfusionMatrix(
        window.getLabels(),
        window.getConfusionMatrix().stream().mapToLong(Long::longValue).toArray());
  }
}
