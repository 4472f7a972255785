package dev.sightline.evaluation.confusion;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A confusion matrix as text: a row an actual class, a column a predicted one. */
public final class ConfusionMatrixText {
  private static final int MAX_LABEL_CHARS = 12;
  private static final String CORNER = "actual \\ predicted";

  /**
   * A table for terminals with the labels, columns aligned, a dot for a zero; lines ended by {@code
   * \n}, without trailing blanks.
   *
   * <p>Labels are cut to {@value #MAX_LABEL_CHARS} characters; control characters, which would
   * reach the terminal, become question marks.
   */
  public static String of(ConfusionMatrix matrix) {
    List<String> labels = matrix.labels().stream().map(ConfusionMatrixText::shown).toList();
    int classes = labels.size();
    int[] widths =
        IntStream.range(0, classes).map(column -> width(matrix, labels, column)).toArray();
    int first = Math.max(CORNER.length(), labels.stream().mapToInt(String::length).max().orElse(0));

    StringBuilder text = new StringBuilder(left(CORNER, first));
    for (int column = 0; column < classes; column++) {
      text.append("  ").append(right(labels.get(column), widths[column]));
    }
    text.append('\n');
    for (int row = 0; row < classes; row++) {
      text.append(left(labels.get(row), first));
      for (int column = 0; column < classes; column++) {
        text.append("  ").append(right(cell(matrix, row, column), widths[column]));
      }
      text.append('\n');
    }
    return text.toString();
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

  private static int width(ConfusionMatrix matrix, List<String> labels, int column) {
    return IntStream.range(0, labels.size())
        .map(row -> cell(matrix, row, column).length())
        .reduce(labels.get(column).length(), Math::max);
  }

  private static String cell(ConfusionMatrix matrix, int row, int column) {
    long count = matrix.count(row, column);
    return count == 0 ? "." : Long.toString(count);
  }

  private static String shown(String label) {
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
