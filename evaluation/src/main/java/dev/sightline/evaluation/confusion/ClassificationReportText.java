package dev.sightline.evaluation.confusion;

import dev.sightline.evaluation.confusion.ClassificationReport.Averages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * A classification report in the layout of scikit-learn's {@code classification_report}, to the
 * last character: {@code zero_division=0}, a row for every class that the averages go over.
 *
 * <p>As there, widths count code points, a score is its exact binary value rounded half to even,
 * and supports are shown as {@code 3.0} instead of {@code 3} when not one image is right. Two
 * differences: control characters of labels, which would reach the terminal, become question marks;
 * and without images, where scikit-learn refuses, all numbers are 0.
 */
public final class ClassificationReportText {
  private static final List<String> HEADERS = List.of("precision", "recall", "f1-score", "support");
  private static final int COLUMN_WIDTH = 9;

  private final ClassificationReport report;
  private final int digits;
  private final int nameWidth;
  private final StringBuilder text = new StringBuilder();

  private ClassificationReportText(ClassificationReport report, int digits) {
    this.report = report;
    this.digits = digits;
    this.nameWidth =
        rows().stream()
            .mapToInt(scores -> length(scores.label()))
            .reduce(Math.max(ClassificationReport.WEIGHTED.length(), digits), Math::max);
  }

  /** The text with two digits, lines ended by {@code \n}. */
  public static String of(ClassificationReport report) {
    return of(report, 2);
  }

  /**
   * The text, lines ended by {@code \n}.
   *
   * @param digits of scores after the point, 0 or more
   */
  public static String of(ClassificationReport report, int digits) {
    if (digits < 0) {
      throw new IllegalArgumentException("expected 0 digits or more, found " + digits);
    }
    return new ClassificationReportText(report, digits).text();
  }

  private String text() {
    line("", HEADERS);
    text.append('\n');
    for (ClassScores scores : rows()) {
      line(
          scores.label(),
          List.of(
              score(scores.precision().orElse(0)),
              score(scores.recall().orElse(0)),
              score(scores.f1().orElse(0)),
              support(scores.support())));
    }
    text.append('\n');
    String images = support(report.support());
    line(
        ClassificationReport.ACCURACY, List.of("", "", score(report.accuracy().orElse(0)), images));
    line(ClassificationReport.MACRO, report.macro().orElse(Averages.ZERO), images);
    line(ClassificationReport.WEIGHTED, report.weighted().orElse(Averages.ZERO), images);
    return text.toString();
  }

  private List<ClassScores> rows() {
    return report.averaging().of(report.classes());
  }

  private void line(String name, Averages averages, String images) {
    line(
        name,
        List.of(
            score(averages.precision()), score(averages.recall()), score(averages.f1()), images));
  }

  private void line(String name, List<String> columns) {
    text.append(" ".repeat(nameWidth - length(name))).append(Printable.of(name)).append(' ');
    for (String column : columns) {
      text.append(' ').append(" ".repeat(Math.max(0, COLUMN_WIDTH - column.length())));
      text.append(column);
    }
    text.append('\n');
  }

  private String score(double value) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  private String support(long images) {
    boolean noneRight = report.support() > 0 && report.accuracy().orElse(0) == 0;
    return noneRight ? images + ".0" : Long.toString(images);
  }

  private static int length(String name) {
    return name.codePointCount(0, name.length());
  }
}
