package dev.sightline.trainer.report.page;

import dev.sightline.evaluation.confusion.Averaging;
import dev.sightline.evaluation.confusion.ClassificationReport;
import dev.sightline.evaluation.confusion.ClassificationReportText;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.evaluation.confusion.ConfusionMatrixText;
import java.util.Map;

/**
 * The classification report and the confusion matrix as scikit-learn prints them, and as maps for
 * JSON.
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
  private static final int DIGITS = 4;

  static EvaluationTexts of(ConfusionMatrix matrix) {
    ClassificationReport report = ClassificationReport.of(matrix, Averaging.ALL_CLASSES);
    return new EvaluationTexts(
        ClassificationReportText.of(report, DIGITS),
        report.asMap(),
        ConfusionMatrixText.numpy(matrix),
        matrix.asMap());
  }
}
