package dev.sightline.app.metrics;

import dev.sightline.evaluation.confusion.Printable;
import dev.sightline.evaluation.text.Counted;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.WindowCell;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What a window's model took for what most often: for so many classes that no table shows them. */
final class LargestConfusions {
  private static final int MAX_LINES = 10;

  private LargestConfusions() {}

  /** A line that says how many classes there are, and one for each of the largest confusions. */
  static String of(MetricsWindow window) {
    List<WindowCell> wrong =
        WindowCells.of(window).stream()
            .filter(cell -> cell.getActual() != cell.getPredicted())
            .sorted(Comparator.comparingLong(WindowCell::getCount).reversed())
            .limit(MAX_LINES)
            .toList();
    return "%s; %s"
            .formatted(
                Counted.of(window.getLabels().size(), "class"),
                wrong.isEmpty() ? "none was taken for another" : "most often taken for another:")
        + wrong.stream().map(cell -> line(window, cell)).collect(Collectors.joining());
  }

  private static String line(MetricsWindow window, WindowCell cell) {
    return "\n%8d  %s as %s"
        .formatted(
            cell.getCount(),
            Printable.of(window.getLabels().get(cell.getActual())),
            Printable.of(window.getLabels().get(cell.getPredicted())));
  }
}
