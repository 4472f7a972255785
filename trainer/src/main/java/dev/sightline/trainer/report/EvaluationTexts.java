package dev.sightline.trainer.report;

import dev.sightline.evaluation.ClassScores;
import dev.sightline.evaluation.ClassificationReport;
import dev.sightline.evaluation.ClassificationReport.Averages;
import dev.sightline.evaluation.ConfusionMatrix;
import dev.sightline.evaluation.ConfusionMatrixText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The classification report and the confusion matrix as texts and as maps for JSON.
 *
 * @param classificationReport in scikit-learn's layout
 * @param classificationReportMap as its {@code output_dict=True}
 * @param confusionMatrix rows actual, columns predicted
 * @param confusionMatrixMap {@code labels} and {@code matrix}
 */
record EvaluationTexts(
    String classificationReport,
    Map<String, ?> classificationReportMap,
    String confusionMatrix,
    Map<String, ?> confusionMatrixMap) {

  static EvaluationTexts of(ConfusionMatrix matrix) {
    ClassificationReport report = ClassificationReport.of(matrix);
    return new EvaluationTexts(
        text(report), map(report), ConfusionMatrixText.of(matrix), map(matrix));
  }

  private static String text(ClassificationReport report) {
    int width =
        report.classes().stream()
            .mapToInt(scores -> scores.label().length())
            .reduce("weighted avg".length(), Math::max);
    String head = "%" + width + "s  %9s %9s %9s %9s%n%n";
    String row = "%" + width + "s  %9.2f %9.2f %9.2f %9d%n";
    StringBuilder text = new StringBuilder();
    text.append(String.format(head, "", "precision", "recall", "f1-score", "support"));
    for (ClassScores scores : report.classes()) {
      text.append(
          String.format(
              Locale.ROOT,
              row,
              scores.label(),
              scores.precision().orElse(0),
              scores.recall().orElse(0),
              scores.f1().orElse(0),
              scores.support()));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%n%" + width + "s  %9s %9s %9.2f %9d%n",
            "accuracy",
            "",
            "",
            report.accuracy().orElse(0),
            report.support()));
    averages(report)
        .forEach(
            (name, average) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        row,
                        name,
                        average.precision(),
                        average.recall(),
                        average.f1(),
                        report.support())));
    return text.toString();
  }

  private static Map<String, Object> map(ClassificationReport report) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (ClassScores scores : report.classes()) {
      map.put(
          scores.label(),
          row(
              scores.precision().orElse(0),
              scores.recall().orElse(0),
              scores.f1().orElse(0),
              scores.support()));
    }
    map.put("accuracy", report.accuracy().orElse(0));
    averages(report)
        .forEach(
            (name, average) ->
                map.put(
                    name,
                    row(average.precision(), average.recall(), average.f1(), report.support())));
    return map;
  }

  private static Map<String, Averages> averages(ClassificationReport report) {
    Map<String, Averages> averages = new LinkedHashMap<>();
    report.macro().ifPresent(average -> averages.put("macro avg", average));
    report.weighted().ifPresent(average -> averages.put("weighted avg", average));
    return averages;
  }

  private static Map<String, Object> row(
      double precision, double recall, double f1, double support) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("precision", precision);
    row.put("recall", recall);
    row.put("f1-score", f1);
    row.put("support", support);
    return row;
  }

  private static Map<String, Object> map(ConfusionMatrix matrix) {
    int classes = matrix.labels().size();
    List<List<Long>> rows =
        IntStream.range(0, classes)
            .mapToObj(
                actual ->
                    IntStream.range(0, classes)
                        .mapToObj(predicted -> matrix.count(actual, predicted))
                        .toList())
            .toList();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("labels", matrix.labels());
    map.put("matrix", rows);
    return map;
  }
}
