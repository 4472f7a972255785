package dev.sightline.app.metrics;

import dev.sightline.dashboard.present.Alerts.Alert;
import dev.sightline.dashboard.view.VersionFigures;
import dev.sightline.schemas.MetricsWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What fits a terminal: the newest windows as a table, a row a model version; the alarms that
 * stand; the figures of as many versions as there is room for, those with the latest images first,
 * of the first one as many as there is room for; and the matrix of the one with the latest. Pure.
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

  /** Head, a row, a word on the others, and a blank line below. */
  private static final int AROUND = 3;

  /** A matrix's head and precisions, and the blank line above it. */
  private static final int AROUND_MATRIX = 3;

  private static final int MOST_ALARMS = 5;

  /** Of so few lines none is kept for alarms below a matrix that was asked for. */
  private static final int FEW_LINES = 16;

  private WindowFrame() {}

  /**
   * The lines of a frame.
   *
   * @param columns the most characters of a line
   * @param lines the most lines
   */
  static List<String> of(WatchedWindows watched, boolean withMatrix, int columns, int lines) {
    List<WatchedWindow> windows = watched.newest();
    if (windows.isEmpty()) {
      return List.of("Waiting for the first window …");
    }
    SeriesNames names =
        new SeriesNames(windows.stream().map(each -> Series.of(each.window())).toList());
    List<String> frame = table(windows, names, columns, Math.max(1, lines / 3 - AROUND));
    List<WatchedWindow> latestFirst = new ArrayList<>(windows);
    latestFirst.sort(
        Comparator.comparing((WatchedWindow each) -> each.window().getWindowEnd()).reversed());
    List<String> alarms = alarms(watched.alarms(), columns);
    int kept = lines < FEW_LINES ? 0 : alarms.size();
    List<String> matrix =
        withMatrix
            ? matrix(latestFirst.get(0).window(), columns, lines - frame.size() - kept)
            : List.of();
    int room = Math.max(0, lines - matrix.size() - frame.size());
    frame.addAll(alarms.subList(0, Math.min(alarms.size(), room)));
    for (WatchedWindow each : latestFirst) {
      List<String> block =
          FiguresText.block(
              names.of(Series.of(each.window())),
              each.figures(),
              watched.bounds().latest(),
              columns);
      room = lines - matrix.size() - frame.size() - 1;
      if (room >= block.size() || each == latestFirst.get(0) && room > 1) {
        frame.add("");
        frame.addAll(block.subList(0, Math.min(room, block.size())));
      }
    }
    frame.addAll(matrix);
    return frame;
  }

  private static List<String> table(
      List<WatchedWindow> windows, SeriesNames names, int columns, int rows) {
    List<List<String>> table = new ArrayList<>(List.of(HEAD));
    windows.stream().limit(rows).map(each -> row(each, names)).forEach(table::add);
    List<String> lines = new ArrayList<>(aligned(table, columns));
    if (windows.size() > rows) {
      lines.add("and %d more without room".formatted(windows.size() - rows));
    }
    return lines;
  }

  private static List<String> matrix(MetricsWindow latest, int columns, int lines) {
    int wanted = Math.min(lines, latest.getLabels().size() + AROUND_MATRIX);
    if (wanted <= AROUND_MATRIX) {
      return List.of();
    }
    List<String> matrix = new ArrayList<>(List.of(""));
    WindowMatrixText.of(latest, columns, wanted - 1).lines().forEach(matrix::add);
    return matrix;
  }

  private static List<String> alarms(List<Alert> alarms, int columns) {
    if (alarms.isEmpty()) {
      return List.of("No alarm stands.");
    }
    List<String> lines = new ArrayList<>();
    alarms.stream()
        .limit(MOST_ALARMS)
        .map(FiguresText::alarm)
        .map(line -> line.length() <= columns ? line : line.substring(0, columns - 1) + "…")
        .forEach(lines::add);
    if (alarms.size() > MOST_ALARMS) {
      lines.add("and %d more alarms".formatted(alarms.size() - MOST_ALARMS));
    }
    return lines;
  }

  private static List<String> row(WatchedWindow watched, SeriesNames names) {
    MetricsWindow window = watched.window();
    VersionFigures figures = watched.figures();
    return List.of(
        clipped(names.of(Series.of(window)), LONGEST_NAME),
        WindowText.clock(window.getWindowEnd()),
        String.format(Locale.ROOT, "%,d", window.getPredictions()),
        WindowText.percent(window.getLabelCoverage()),
        WindowText.percent(figures.window().accuracy()),
        WindowText.points(watched.change()),
        WindowText.ratio(figures.window().macroF1()),
        WindowText.percent(figures.heldOutAccuracy()));
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
