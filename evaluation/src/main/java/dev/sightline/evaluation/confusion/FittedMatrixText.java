package dev.sightline.evaluation.confusion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A confusion matrix in less room than it takes: columns' labels are cut to the width of a column,
 * and where not all classes have room those with the most images are shown, in their order.
 */
final class FittedMatrixText {
  private static final int SHORTEST_LABEL = 3;
  private static final int BETWEEN_COLUMNS = 2;

  /** What stands at the head of the rows, where there is room and where there is little. */
  private static final List<String> CORNERS = List.of(ConfusionMatrixText.CORNER, "actual");

  private final ConfusionMatrix matrix;
  private final List<Integer> shown;

  private FittedMatrixText(ConfusionMatrix matrix, int classes) {
    this.matrix = matrix;
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
        if (width >= Math.max(SHORTEST_LABEL, fitted.longestCell())) {
          return fitted.text(corner, width) + rest(all - classes);
        }
      }
    }
    return all + (all == 1 ? " class" : " classes") + ": no room\n";
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
    return (columns - first) / shown.size() - BETWEEN_COLUMNS;
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
    return ConfusionMatrixText.table(rows);
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
