package dev.sightline.app.metrics;

import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.WindowCell;
import java.util.ArrayList;
import java.util.List;

/** The cells of a window's confusion matrix, however the window tells it. Pure functions. */
public final class WindowCells {
  private WindowCells() {}

  /** Whether the window tells some cells by themselves, and not the matrix. */
  public static boolean isSparse(MetricsWindow window) {
    return window.getConfusionCells() != null;
  }

  /** The cells that are told and not zero, with indices into the window's labels. */
  public static List<WindowCell> of(MetricsWindow window) {
    if (isSparse(window)) {
      return window.getConfusionCells();
    }
    List<WindowCell> cells = new ArrayList<>();
    int classes = window.getLabels().size();
    for (int i = 0; i < window.getConfusionMatrix().size(); i++) {
      long count = window.getConfusionMatrix().get(i);
      if (count != 0) {
        cells.add(new WindowCell(i / classes, i % classes, count));
      }
    }
    return cells;
  }
}
