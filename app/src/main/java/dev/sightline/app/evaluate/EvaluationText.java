package dev.sightline.app.evaluate;

import dev.sightline.evaluation.comparison.ConfidenceInterval;
import dev.sightline.evaluation.confusion.ClassificationReportText;
import dev.sightline.evaluation.confusion.ConfusionMatrixText;
import dev.sightline.evaluation.text.Counted;
import java.util.Locale;

/**
 * An evaluation for people.
 *
 * @param evaluation what is shown
 */
public record EvaluationText(Evaluation evaluation) {
  /** A wider table is no table on any terminal. */
  private static final int MAX_CLASSES_OF_TABLE = 100;

  /** All of it, lines ended by {@code \n}. */
  public String all() {
    return summary() + "\n" + classificationReport() + "\n" + confusionMatrix();
  }

  /** Accuracy, loss and calibration. */
  String summary() {
    ConfidenceInterval interval = evaluation.accuracyInterval();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "Accuracy %.4f: %,d of %s (95%% interval by Wilson: %.4f to %.4f)",
        evaluation.accuracy(),
        evaluation.matrix().correct(),
        Counted.of(evaluation.count(), "image"),
        interval.lower(),
        interval.upper());
    line(text, "%s", confidence(evaluation.raw()));
    evaluation
        .calibrated()
        .ifPresent(
            calibrated ->
                line(
                    text,
                    "Calibrated by temperature %.4g: %s",
                    calibrated.temperature(),
                    confidence(calibrated.confidence()).toLowerCase(Locale.ROOT)));
    return text.toString();
  }

  private static String confidence(Evaluation.Confidence confidence) {
    return String.format(
        Locale.ROOT,
        "Loss %.4f, expected calibration error %.4f",
        confidence.loss(),
        confidence.expectedCalibrationError());
  }

  /** Precision, recall and F1 in scikit-learn's layout. */
  String classificationReport() {
    return ClassificationReportText.of(evaluation.report());
  }

  /** Rows actual, columns predicted; of many classes what is most often mistaken for what. */
  String confusionMatrix() {
    return evaluation.matrix().labels().size() > MAX_CLASSES_OF_TABLE
        ? new FrequentMistakes(evaluation.scored(), evaluation.matrix().labels()).text()
        : ConfusionMatrixText.of(evaluation.matrix());
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
