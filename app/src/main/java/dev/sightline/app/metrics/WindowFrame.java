package dev.sightline.app.metrics;

import dev.sightline.evaluation.confusion.Printable;
import dev.sightline.schemas.MetricsWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The newest windows as a table that fits a terminal, a row a model version, and below it the
 * matrix of the one with the latest images. Pure.
 */
final class WindowFrame {
  private static final int LONGEST_NAME = 24;
  private static final int SHORTEST_NAME = 8;
  private static final List<String> HEAD =
      List.of(
          "model",
          "until (UTC)",
          "images",
          "labelled",
          "accuracy",
          "change",
          "macro F1",
          "held out");

  /** Head, a row, a word on the others, and a blank line between table and matrix. */
  private static final int AROUND = 3;

  private WindowFrame() {}

  /**
   * @param columns the most characters of a line
   * @param lines the most lines
   */
  static List<String> of(List<WatchedWindow> windows, boolean withMatrix, int columns, int lines) {
    if (windows.isEmpty()) {
      return List.of("Waiting for the first window …");
    }
    int rows = Math.max(1, (withMatrix ? lines / 3 : lines) - AROUND);
    List<List<String>> table = new ArrayList<>(List.of(HEAD));
    windows.stream().limit(rows).map(WindowFrame::row).forEach(table::add);
    List<String> frame = new ArrayList<>(aligned(table, columns));
    if (windows.size() > rows) {
      frame.add("and %d more without room".formatted(windows.size() - rows));
    }
    if (withMatrix) {
      addMatrix(frame, windows, columns, lines);
    }
    return frame;
  }

  private static void addMatrix(
      List<String> frame, List<WatchedWindow> windows, int columns, int lines) {
    MetricsWindow latest =
        windows.stream()
            .map(WatchedWindow::window)
            .max(Comparator.comparing(MetricsWindow::getWindowEnd))
            .orElseThrow();
    frame.add("");
    WindowMatrixText.of(latest, columns, lines - frame.size()).lines().forEach(frame::add);
  }

  private static List<String> row(WatchedWindow watched) {
    MetricsWindow window = watched.window();
    return List.of(
        name(window),
        WindowText.clock(window.getWindowEnd()),
        String.format(Locale.ROOT, "%,d", window.getPredictions()),
        WindowText.percent(window.getLabelCoverage()),
        WindowText.percent(window.getAccuracy()),
        WindowText.points(watched.change()),
        WindowText.ratio(window.getMacroF1()),
        WindowText.percent(watched.heldOut()));
  }

  private static String name(MetricsWindow window) {
    return clipped(Printable.of(WindowText.model(window)), LONGEST_NAME);
  }

  /** Its end tells versions apart. */
  private static String clipped(String name, int length) {
    return name.length() <= length ? name : "…" + name.substring(name.length() - length + 1);
  }

  /** The first column to the left, and shorter where the rest needs the room; the others right. */
  private static List<String> aligned(List<List<String>> table, int columns) {
    int[] widths =
        IntStream.range(0, HEAD.size())
            .map(i -> table.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    int beside = IntStream.of(widths).skip(1).map(width -> width + 2).sum();
    widths[0] = Math.min(widths[0], Math.max(SHORTEST_NAME, columns - beside));
    return table.stream()
        .map(
            row -> {
              String name = clipped(row.get(0), widths[0]);
              StringBuilder line = new StringBuilder(name).append(pad(name, widths[0]));
              for (int i = 1; i < row.size(); i++) {
                line.append("  ").append(pad(row.get(i), widths[i])).append(row.get(i));
              }
              return line.toString();
            })
        .toList();
  }

  private static String pad(String cell, int width) {
    return " ".repeat(width - cell.length());
  }
}
