package dev.sightline.trainer.report.page;

import dev.sightline.evaluation.confusion.ClassScores;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.trainer.report.Numbers;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A class in the page's table.
 *
 * @param f1Percent the length of its bar, 0 to 100
 * @param takenFor the class that it was most often mistaken for, with the count; empty when it
 *     never was
 */
record ClassRow(
    String label,
    String precision,
    String recall,
    String f1,
    long f1Percent,
    String support,
    String takenFor) {
  private static final String UNDEFINED = "–";

  static List<ClassRow> of(ConfusionMatrix matrix, List<ClassScores> scores) {
    return IntStream.range(0, scores.size()).mapToObj(i -> of(matrix, i, scores.get(i))).toList();
  }

  private static ClassRow of(ConfusionMatrix matrix, int index, ClassScores scores) {
    return new ClassRow(
        scores.label(),
        text(scores.precision()),
        text(scores.recall()),
        text(scores.f1()),
        Math.round(scores.f1().orElse(0) * 100),
        Numbers.count(scores.support()),
        takenFor(matrix, index));
  }

  private static String text(OptionalDouble score) {
    return score.isEmpty() ? UNDEFINED : Numbers.fourDigits(score.getAsDouble());
  }

  private static String takenFor(ConfusionMatrix matrix, int actual) {
    int most = -1;
    for (int other = 0; other < matrix.labels().size(); other++) {
      long count = other == actual ? 0 : matrix.count(actual, other);
      if (count > 0 && (most < 0 || count > matrix.count(actual, most))) {
        most = other;
      }
    }
    return most < 0
        ? ""
        : "%s (%s)".formatted(matrix.labels().get(most), Numbers.count(matrix.count(actual, most)));
  }
}
