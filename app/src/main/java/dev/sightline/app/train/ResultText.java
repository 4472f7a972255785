package dev.sightline.app.train;

import dev.sightline.evaluation.comparison.ConfidenceInterval;
import dev.sightline.evaluation.confusion.Averaging;
import dev.sightline.evaluation.confusion.ClassificationReport;
import dev.sightline.evaluation.confusion.ClassificationReportText;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.evaluation.confusion.ConfusionMatrixText;
import dev.sightline.evaluation.text.Counted;
import dev.sightline.schemas.CalibrationFit;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.trainer.TrainedModel;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.report.Numbers;
import dev.sightline.trainer.training.TimeText;
import java.util.Locale;

/** What a training has come to, as text that fits a terminal of 80 columns. */
final class ResultText {
  /** Of the interval of the accuracy. */
  private static final double LEVEL = 0.95;

  private ResultText() {}

  /**
   * Cost, results, the classification report and the confusion matrix.
   *
   * @param columns the most that the matrix may take
   */
  static String of(FinishedRun run, int columns) {
    TrainedModel trained = run.trained();
    HeldOutEvaluation evaluation = trained.candidate().draft().getEvaluation();
    ConfusionMatrix matrix =
        new ConfusionMatrix(run.data().classes(), trained.heldOut().confusionMatrix());
    ClassificationReport report = ClassificationReport.of(matrix, Averaging.ALL_CLASSES);
    StringBuilder text = new StringBuilder(cost(run.job(), run.totals()));
    run.job()
        .bestEpoch()
        .ifPresent(epoch -> text.append("Kept: the weights of epoch " + epoch + "\n"));
    text.append(
        String.format(
            Locale.ROOT,
            "Held out: loss %.4f, accuracy %.4f (95%% interval %s), expected calibration error"
                + " %.4f%n",
            evaluation.getLoss(),
            evaluation.getAccuracy(),
            Numbers.interval(ConfidenceInterval.wilson(matrix.correct(), matrix.total(), LEVEL)),
            evaluation.getExpectedCalibrationError()));
    int validation = run.data().validation().size();
    if (evaluation.getCalibrationFit() != null) {
      text.append(calibration(evaluation.getCalibrationFit()));
    } else if (validation > 0) {
      text.append(
          "Not calibrated: a temperature takes %d validation images at least, there are %d%n"
              .formatted(TrainingJob.FEWEST_TO_CALIBRATE_ON, validation));
    }
    return text.append('\n')
        .append(ClassificationReportText.of(report, 4))
        .append('\n')
        .append(ConfusionMatrixText.fitting(matrix, columns, Integer.MAX_VALUE))
        .toString();
  }

  private static String cost(TrainingJob job, TrainingTotals totals) {
    return String.format(
        Locale.ROOT,
        "Trained %s%s in %s: %,.0f images/s, %.4g FLOPs,%n"
            + "%.1f%% of the steps' time outside TensorFlow%n",
        Counted.of(totals.epochs(), "epoch"),
        job.isStoppedEarly() ? ", stopped early," : "",
        TimeText.of(totals.total()),
        totals.imagesPerSecond(),
        (double) job.flops(),
        100 * totals.outsideTensorFlow());
  }

  private static String calibration(CalibrationFit fit) {
    return String.format(
        Locale.ROOT,
        "Calibrated on %,d validation images: temperature %.3f,%n"
            + "held-out loss %.4f, expected calibration error %.4f%n",
        fit.getValidationImages(),
        fit.getTemperature(),
        fit.getLossAfter(),
        fit.getExpectedCalibrationErrorAfter());
  }
}
