package dev.sightline.evaluation.confusion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A confusion matrix in less room than it takes: columns' labels are cut to the width of a column,
 * and where not all classes have room those with the most images are shown, in their order.
 */
final class FittedMatrixText {
  private static final int SHORTEST_LABEL = 3;
  private static final int BETWEEN_COLUMNS = 2;

  /** As 0.93. */
  private static final int SCORE_CHARS = 4;

  /** What stands at the head of the rows, where there is room and where there is little. */
  private static final List<String> CORNERS = List.of(ConfusionMatrixText.CORNER, "actual");

  private final ConfusionMatrix matrix;
  private final List<Integer> shown;

  /** None, or those of all classes. */
  private final List<ClassScores> scores;

  private FittedMatrixText(ConfusionMatrix matrix, int classes) {
    this(matrix, classes, List.of());
  }

  private FittedMatrixText(ConfusionMatrix matrix, int classes, List<ClassScores> scores) {
    this.matrix = matrix;
    this.scores = scores;
    this.shown =
        IntStream.range(0, matrix.labels().size())
            .boxed()
            .sorted(Comparator.comparingLong(of -> -matrix.support(of) - matrix.predicted(of)))
            .limit(classes)
            .sorted()
            .toList();
  }

  static String of(ConfusionMatrix matrix, int columns, int lines) {
    int all = matrix.labels().size();
    int most = all + 1 <= lines ? all : Math.min(all, lines - 2);
    for (int classes = most; classes > 0; classes--) {
      FittedMatrixText fitted = new FittedMatrixText(matrix, classes);
      for (String corner : CORNERS) {
        int width = fitted.columnWidth(corner, columns);
        if (width >= fitted.shortestWidth()) {
          return fitted.text(corner, width) + rest(all - classes);
        }
      }
    }
    return all + (all == 1 ? " class" : " classes") + ": no room\n";
  }

  /** All classes with recall and precision, both to two digits; empty where there is no room. */
  static Optional<String> withScores(ConfusionMatrix matrix, int columns, int lines) {
    int all = matrix.labels().size();
    if (all + 2 > lines) {
      return Optional.empty();
    }
    FittedMatrixText fitted =
        new FittedMatrixText(matrix, all, ClassificationReport.of(matrix).classes());
    return CORNERS.stream()
        .filter(corner -> fitted.columnWidth(corner, columns) >= fitted.shortestWidth())
        .findFirst()
        .map(corner -> fitted.text(corner, fitted.columnWidth(corner, columns)));
  }

  private static String rest(int classes) {
    return classes == 0
        ? ""
        : "and %d more %s without room\n".formatted(classes, classes == 1 ? "class" : "classes");
  }

  private int columnWidth(String corner, int columns) {
    int first =
        Math.max(
            corner.length(), shown.stream().mapToInt(of -> label(of).length()).max().orElse(0));
    int beside = scores.isEmpty() ? 0 : 1;
    return (columns - Math.max(first, beside * ConfusionMatrixText.PRECISION.length()))
            / (shown.size() + beside)
        - BETWEEN_COLUMNS;
  }

  private int shortestWidth() {
    return Math.max(scores.isEmpty() ? SHORTEST_LABEL : SCORE_CHARS, longestCell());
  }

  private int longestCell() {
    return shown.stream()
        .flatMap(actual -> shown.stream().map(predicted -> cell(actual, predicted)))
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  private String text(String corner, int width) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(corner, shown.stream().map(of -> cut(label(of), width)).toList()));
    for (int actual : shown) {
      rows.add(
          row(label(actual), shown.stream().map(predicted -> cell(actual, predicted)).toList()));
    }
    if (!scores.isEmpty()) {
      rows.get(0).add(cut(ConfusionMatrixText.RECALL, width));
      for (int of : shown) {
        rows.get(of + 1).add(score(scores.get(of).recall()));
      }
      rows.add(
          row(
              ConfusionMatrixText.PRECISION,
              shown.stream().map(of -> score(scores.get(of).precision())).toList()));
    }
    return ConfusionMatrixText.table(rows);
  }

  private static String score(OptionalDouble score) {
    return score.isPresent() ? String.format(Locale.ROOT, "%.2f", score.getAsDouble()) : "-";
  }

  private static List<String> row(String first, List<String> cells) {
    return IntStream.rangeClosed(0, cells.size())
        .mapToObj(column -> column == 0 ? first : cells.get(column - 1))
        .collect(Collectors.toList());
  }

  private String label(int of) {
    return ConfusionMatrixText.shown(matrix.labels().get(of));
  }

  private String cell(int actual, int predicted) {
    return ConfusionMatrixText.cell(matrix.count(actual, predicted));
  }

  private static String cut(String label, int width) {
    return label.length() <= width ? label : label.substring(0, width);
  }
}
