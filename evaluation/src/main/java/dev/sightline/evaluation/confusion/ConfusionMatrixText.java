package dev.sightline.evaluation.confusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A confusion matrix as text: a row an actual class, a column a predicted one. */
public final class ConfusionMatrixText {
  static final int MAX_LABEL_CHARS = 12;
  static final String CORNER = "actual \\ predicted";

  static final String RECALL = "recall";
  static final String PRECISION = "precision";

  /**
   * A table for terminals with the labels, columns aligned, a dot for a zero; lines ended by {@code
   * \n}, without trailing blanks.
   *
   * <p>Labels are cut to {@value #MAX_LABEL_CHARS} characters; control characters, which would
   * reach the terminal, become question marks.
   */
  public static String of(ConfusionMatrix matrix) {
    return table(counts(matrix));
  }

  /**
   * The same table with the recall of a class at the end of its row and the precision under its
   * column, a dash where they are undefined.
   */
  public static String withScores(ConfusionMatrix matrix) {
    List<ClassScores> classes = ClassificationReport.of(matrix).classes();
    List<List<String>> rows = counts(matrix);
    rows.get(0).add(RECALL);
    for (int row = 0; row < classes.size(); row++) {
      rows.get(row + 1).add(score(classes.get(row).recall()));
    }
    List<String> last = new ArrayList<>(List.of(PRECISION));
    classes.forEach(scores -> last.add(score(scores.precision())));
    rows.add(last);
    return table(rows);
  }

  /**
   * The table as far as there is room for it: as it is where it fits, else with its columns' labels
   * abbreviated, else without the rarest classes, which the last line counts.
   *
   * @param columns the most characters of a line, at least 40 for a table of a few classes
   * @param lines the most lines, at least 3
   */
  public static String fitting(ConfusionMatrix matrix, int columns, int lines) {
    String whole = of(matrix);
    return fits(whole, columns, lines) ? whole : FittedMatrixText.of(matrix, columns, lines);
  }

  /**
   * The table with recall and precision as far as there is room: as it is, else with abbreviated
   * labels and scores, else without scores, which the last line says where there is one left.
   *
   * @param columns the most characters of a line
   * @param lines the most lines
   */
  public static String fittingWithScores(ConfusionMatrix matrix, int columns, int lines) {
    String whole = withScores(matrix);
    if (fits(whole, columns, lines)) {
      return whole;
    }
    return FittedMatrixText.withScores(matrix, columns, lines)
        .orElseGet(() -> withoutScores(fitting(matrix, columns, lines), lines));
  }

  private static String withoutScores(String table, int lines) {
    return table.lines().count() < lines ? table + "recall and precision without room\n" : table;
  }

  /** Whether a text of whole lines has room. */
  public static boolean fits(String text, int columns, int lines) {
    return text.lines().count() <= lines && text.lines().allMatch(line -> line.length() <= columns);
  }

  /** The head with the labels, and a row for each of them. */
  private static List<List<String>> counts(ConfusionMatrix matrix) {
    List<String> labels = matrix.labels().stream().map(ConfusionMatrixText::shown).toList();
    List<List<Long>> counts = matrix.rows();
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(CORNER, labels.stream()));
    for (int actual = 0; actual < labels.size(); actual++) {
      rows.add(row(labels.get(actual), counts.get(actual).stream().map(ConfusionMatrixText::cell)));
    }
    return rows;
  }

  private static List<String> row(String first, Stream<String> cells) {
    return Stream.concat(Stream.of(first), cells).collect(Collectors.toCollection(ArrayList::new));
  }

  /** The first column to the left, the others to the right, each as wide as its longest cell. */
  static String table(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, rows.get(0).size()).map(column -> width(rows, column)).toArray();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(left(row.get(0), widths[0]));
      for (int column = 1; column < row.size(); column++) {
        text.append("  ").append(right(row.get(column), widths[column]));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> row.get(column).length())
        .max()
        .orElse(0);
  }

  /**
   * The counts alone, as Python prints scikit-learn's {@code confusion_matrix}: {@code [[50 2]} and
   * in the next line {@code [ 3 45]]}, all right-aligned to the longest count; no {@code \n} at the
   * end. As under {@code numpy.set_printoptions(threshold=sys.maxsize, linewidth=sys.maxsize)}, a
   * large matrix is neither abridged nor are its lines broken.
   */
  public static String numpy(ConfusionMatrix matrix) {
    List<List<Long>> rows = matrix.rows();
    int width =
        rows.stream()
            .flatMap(List::stream)
            .mapToInt(count -> Long.toString(count).length())
            .max()
            .orElse(0);
    return rows.stream()
        .map(
            row ->
                row.stream()
                    .map(count -> right(Long.toString(count), width))
                    .collect(Collectors.joining(" ", "[", "]")))
        .collect(Collectors.joining("\n ", "[", "]"));
  }

  static String cell(long count) {
    return count == 0 ? "." : Long.toString(count);
  }

  private static String score(OptionalDouble score) {
    return score.isPresent() ? String.format(Locale.ROOT, "%.3f", score.getAsDouble()) : "-";
  }

  static String shown(String label) {
    String printable = Printable.of(label);
    return printable.length() <= MAX_LABEL_CHARS
        ? printable
        : printable.substring(0, MAX_LABEL_CHARS - 1) + "…";
  }

  private static String left(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String right(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }

  private ConfusionMatrixText() {}
}
