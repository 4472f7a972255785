package dev.sightline.app.train;

import dev.sightline.evaluation.confusion.Averaging;
import dev.sightline.evaluation.confusion.ClassificationReport;
import dev.sightline.evaluation.confusion.ClassificationReportText;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.evaluation.confusion.ConfusionMatrixText;
import dev.sightline.schemas.CalibrationFit;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.trainer.TrainedModel;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.training.Epoch;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a training has come to, as text for a terminal. */
public final class ResultText {
  private ResultText() {}

  /** Cost, results, the classification report and the confusion matrix. */
  public static String of(TrainingJob job, TrainedModel trained, List<String> classes) {
    HeldOutEvaluation evaluation = trained.candidate().draft().getEvaluation();
    ConfusionMatrix matrix = new ConfusionMatrix(classes, trained.heldOut().confusionMatrix());
    ClassificationReport report = ClassificationReport.of(matrix, Averaging.ALL_CLASSES);
    StringBuilder text = new StringBuilder(cost(job));
    job.bestEpoch().ifPresent(epoch -> text.append("Kept: the weights of epoch " + epoch + "\n"));
    text.append(
        String.format(
            Locale.ROOT,
            "Held out: loss %.4f, accuracy %.4f, expected calibration error %.4f%n",
            evaluation.getLoss(),
            evaluation.getAccuracy(),
            evaluation.getExpectedCalibrationError()));
    if (evaluation.getCalibrationFit() != null) {
      text.append(calibration(evaluation.getCalibrationFit()));
    }
    return text.append('\n')
        .append(ClassificationReportText.of(report, 4))
        .append('\n')
        .append(ConfusionMatrixText.of(matrix))
        .toString();
  }

  private static String cost(TrainingJob job) {
    List<Epoch> history = job.history();
    Duration total = history.stream().map(Epoch::total).reduce(Duration.ZERO, Duration::plus);
    double steps = history.stream().mapToDouble(epoch -> epoch.training().toNanos()).sum();
    double inSession = history.stream().mapToDouble(epoch -> epoch.inSession().toNanos()).sum();
    return String.format(
        Locale.ROOT,
        "Trained %d %s%s in %d min %02d s: %.4g FLOPs, %.1f%% of the steps'"
            + " time outside TensorFlow%n",
        history.size(),
        history.size() == 1 ? "epoch" : "epochs",
        job.isStoppedEarly() ? ", stopped early," : "",
        total.toMinutes(),
        total.toSecondsPart(),
        (double) job.flops(),
        100 * (1 - inSession / Math.max(1, steps)));
  }

  private static String calibration(CalibrationFit fit) {
    return String.format(
        Locale.ROOT,
        "Calibrated on %,d validation images: temperature %.3f, loss %.4f, expected calibration"
            + " error %.4f%n",
        fit.getValidationImages(),
        fit.getTemperature(),
        fit.getLossAfter(),
        fit.getExpectedCalibrationErrorAfter());
  }
}
