package dev.sightline.app.evaluate;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.evaluation.comparison.ConfidenceInterval;
import dev.sightline.evaluation.confusion.ClassificationReport;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.inference.DescribedModel;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Skipped;
import dev.sightline.trainer.data.Split;
import dev.sightline.trainer.data.SplitReading;
import dev.sightline.trainer.evaluation.ClassOrder;
import dev.sightline.trainer.evaluation.PredictedImages;
import dev.sightline.trainer.evaluation.Scoring;
import java.util.Optional;

/**
 * How good a model is on one split of a data set.
 *
 * @param images that the model was asked about, to be read again
 * @param data where the images came from
 * @param order how the data set's classes were found among the model's
 * @param size that the images were brought to
 * @param resize how
 * @param scored what the model took them for, by the model's class indices
 * @param matrix over the model's labels, in its order
 * @param raw of the probabilities as the model gives them
 * @param calibrated of the calibrated ones, when the model's temperature is known
 */
public record Evaluation(
    ImageSplit images,
    Origin data,
    ClassOrder order,
    ImageSize size,
    ResizeMethod resize,
    PredictedImages scored,
    ConfusionMatrix matrix,
    Confidence raw,
    Optional<Calibrated> calibrated) {
  static final double LEVEL = 0.95;

  /** Of more classes a confusion matrix is neither seen nor held in memory well. */
  static final int MAX_CLASSES = 2_000;

  /**
   * A split of a data set.
   *
   * @param skipped images of the split that could not be read
   */
  public record Origin(String name, Split split, Skipped skipped) {}

  /**
   * What probabilities are worth.
   *
   * @param loss mean cross-entropy in nats
   * @param expectedCalibrationError in [0, 1]
   */
  public record Confidence(double loss, double expectedCalibrationError) {
    private static Confidence of(PredictedImages scored) {
      return new Confidence(scored.loss(), scored.expectedCalibrationError());
    }
  }

  /**
   * What probabilities are worth once they are calibrated.
   *
   * @param scored the same images with calibrated probabilities
   */
  public record Calibrated(double temperature, PredictedImages scored, Confidence confidence) {}

  /**
   * Evaluates a model.
   *
   * @param images the split
   * @throws DataSetException when its classes are not the model's, or too many
   * @throws dev.sightline.models.ModelRejectedException when the model gives no probabilities for
   *     some of the images
   */
  public static Evaluation of(DescribedModel model, ImageSplit images, Split split) {
    ClassOrder order =
        model.hasNames()
            ? ClassOrder.byName(images.classes(), model.labels())
            : ClassOrder.byIndex(images.classes(), model.classes());
    requireFew(model.classes());
    ImageSize size = ImageSize.of(model.input());
    Optional<TemperatureScaling> temperature =
        model.temperature().stream().mapToObj(TemperatureScaling::new).findFirst();
    Scoring scoring = new Scoring(model, model.classes(), temperature);
    SplitReading reading =
        images.read(size, model.resize(), batch -> scoring.accept(order.apply(batch)));
    PredictedImages scored = scoring.predicted();
    return new Evaluation(
        images,
        new Origin(images.dataSet(), split, reading.skipped()),
        order,
        size,
        model.resize(),
        scored,
        new ConfusionMatrix(
            order.byName() ? model.labels() : images.classes(), scored.confusionMatrix()),
        Confidence.of(scored),
        scoring.calibrated().map(fitted -> calibrated(temperature.orElseThrow(), fitted)));
  }

  private static void requireFew(int classes) {
    if (classes > MAX_CLASSES) {
      throw new DataSetException(
          "the model tells %,d classes apart: a confusion matrix of at most %,d is shown"
              .formatted(classes, MAX_CLASSES));
    }
  }

  private static Calibrated calibrated(TemperatureScaling fitted, PredictedImages scored) {
    return new Calibrated(fitted.temperature(), scored, Confidence.of(scored));
  }

  /** Images that the model was asked about. */
  public long count() {
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
