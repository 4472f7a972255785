package dev.sightline.benchmarks.chaos;

import dev.sightline.schemas.MetricsWindow;
import java.util.TreeMap;

/** Predictions, and the cells of the confusion matrix that are not zero, of one window. */
final class WindowCounts {
  private final TreeMap<String, Long> cells = new TreeMap<>();
  private long predictions;

  static WindowCounts of(MetricsWindow window) {
    WindowCounts counts = new WindowCounts();
    counts.predictions = window.getPredictions();
    int classes = window.getLabels().size();
    for (int cell = 0; cell < window.getConfusionMatrix().size(); cell++) {
      long count = window.getConfusionMatrix().get(cell);
      if (count != 0) {
        counts.cells.put(
            cell(window.getLabels().get(cell / classes), window.getLabels().get(cell % classes)),
            count);
      }
    }
    return counts;
  }

  void predicted() {
    predictions++;
  }

  void labelled(String actual, String predicted) {
    cells.merge(cell(actual, predicted), 1L, Long::sum);
  }

  long predictions() {
    return predictions;
  }

  long labelled() {
    return cells.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String cell(String actual, String predicted) {
    return actual + " as " + predicted;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WindowCounts that
        && predictions == that.predictions
        && cells.equals(that.cells);
  }

  @Override
  public int hashCode() {
    return cells.hashCode();
  }

  @Override
  public String toString() {
    return predictions + " predictions, " + labelled() + " labelled";
  }
}
