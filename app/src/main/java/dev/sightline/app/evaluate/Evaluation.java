package dev.sightline.app.evaluate;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.evaluation.comparison.ConfidenceInterval;
import dev.sightline.evaluation.confusion.ClassificationReport;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.inference.DescribedModel;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.evaluation.ClassOrder;
import dev.sightline.trainer.evaluation.ScoredImages;
import java.util.Optional;

/**
 * How good a model is on one split of a data set.
 *
 * @param data where the images came from
 * @param order how the data set's classes were found among the model's
 * @param examples the images with the model's class indices
 * @param scored what the model said of them, as it gives its probabilities
 * @param matrix over the model's labels, in its order
 * @param raw of the probabilities as the model gives them
 * @param calibrated of the calibrated ones, when the model's temperature is known
 */
public record Evaluation(
    Origin data,
    ClassOrder order,
    Examples examples,
    ScoredImages scored,
    ConfusionMatrix matrix,
    Confidence raw,
    Optional<Calibrated> calibrated) {
  static final double LEVEL = 0.95;

  /**
   * A split of a data set.
   *
   * @param sha256 of the whole data set
   * @param skipped images of the whole data set that could not be read
   */
  public record Origin(String name, String sha256, Split split, int skipped) {}

  /**
   * What probabilities are worth.
   *
   * @param loss mean cross-entropy in nats
   * @param expectedCalibrationError in [0, 1]
   */
  public record Confidence(double loss, double expectedCalibrationError) {
    private static Confidence of(ScoredImages scored) {
      return new Confidence(scored.loss(), scored.expectedCalibrationError());
    }
  }

  /**
   * What probabilities are worth once they are calibrated.
   *
   * @param scored the same images with calibrated probabilities
   */
  public record Calibrated(double temperature, ScoredImages scored, Confidence confidence) {}

  /**
   * Evaluates a model.
   *
   * @param data images of the model's size
   * @throws dev.sightline.trainer.data.DataSetException when its classes are not the model's
   */
  public static Evaluation of(DescribedModel model, DataSet data, Split split) {
    ClassOrder order =
        model.hasNames()
            ? ClassOrder.byName(data.classes(), model.labels())
            : ClassOrder.byIndex(data.classes(), model.classes());
    Examples examples = order.apply(split.of(data));
    ScoredImages scored = ScoredImages.of(model, examples, model.classes());
    return new Evaluation(
        new Origin(data.name(), data.sha256(), split, data.skipped().count()),
        order,
        examples,
        scored,
        new ConfusionMatrix(
            order.byName() ? model.labels() : data.classes(), scored.confusionMatrix()),
        Confidence.of(scored),
        calibrated(model, scored));
  }

  private static Optional<Calibrated> calibrated(DescribedModel model, ScoredImages scored) {
    if (model.temperature().isEmpty()) {
      return Optional.empty();
    }
    double temperature = model.temperature().getAsDouble();
    ScoredImages calibrated = scored.calibrated(new TemperatureScaling(temperature));
    return Optional.of(new Calibrated(temperature, calibrated, Confidence.of(calibrated)));
  }

  /** Images that the model was asked about. */
  public long images() {
    return matrix.total();
  }

  /** correct / images. */
  public double accuracy() {
    return matrix.accuracy().orElseThrow();
  }

  /** Wilson's interval of the accuracy, at a confidence of 95%. */
  public ConfidenceInterval accuracyInterval() {
    return ConfidenceInterval.wilson(matrix.correct(), matrix.total(), LEVEL);
  }

  /** Precision, recall, F1 and support of every class. */
  public ClassificationReport report() {
    return ClassificationReport.of(matrix);
  }
}
