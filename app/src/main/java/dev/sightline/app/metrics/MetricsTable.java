package dev.sightline.app.metrics;

import dev.sightline.app.follow.Rendering;
import dev.sightline.schemas.ClassMetrics;
import dev.sightline.schemas.MetricsWindow;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A window's metrics as a table: a headline, then the confusion matrix with rows actual and columns
 * predicted, recall at the end of a row and precision under a column.
 */
public final class MetricsTable implements Rendering<MetricsWindow> {
  private static final int COLUMN = 6;

  @Override
  public String render(MetricsWindow window) {
    List<String> labels = window.getLabels();
    if (labels.isEmpty()) {
      return headline(window);
    }
    int names =
        Math.max("precision".length(), labels.stream().mapToInt(String::length).max().getAsInt());
    return IntStream.range(0, labels.size())
        .mapToObj(row -> row(window, row, names))
        .collect(
            Collectors.joining(
                "\n",
                headline(window) + "\n" + line("", names, labels, "recall") + "\n",
                "\n" + precisions(window, names)));
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

  private static String row(MetricsWindow window, int row, int names) {
    int classes = window.getLabels().size();
    List<String> cells =
        window.getConfusionMatrix().subList(row * classes, (row + 1) * classes).stream()
            .map(String::valueOf)
            .toList();
    return line(
        window.getLabels().get(row), names, cells, ratio(window.getClasses().get(row).getRecall()));
  }

  private static String precisions(MetricsWindow window, int names) {
    List<String> cells =
        window.getClasses().stream()
            .map(ClassMetrics::getPrecision)
            .map(MetricsTable::ratio)
            .toList();
    return line("precision", names, cells, "");
  }

  private static String line(String name, int names, List<String> cells, String last) {
    return cells.stream()
        .map(cell -> column(cell))
        .collect(Collectors.joining("", ("%-" + names + "s").formatted(name), column(last)))
        .stripTrailing();
  }

  /** Names of classes are cut to fit; numbers never are. */
  private static String column(String text) {
    boolean name = !text.isEmpty() && Character.isLetter(text.charAt(0));
    String fitting = name && text.length() > COLUMN ? text.substring(0, COLUMN) : text;
    return " %6s".formatted(fitting);
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
