package dev.sightline.trainer.publish;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.schemas.CalibrationBin;
import dev.sightline.schemas.CalibrationFit;
import dev.sightline.schemas.CalibrationMethod;
import dev.sightline.schemas.ConfusionCell;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.trainer.evaluation.PredictedImages;
import dev.sightline.trainer.evaluation.ScoredImages;
import java.util.Arrays;
import java.util.List;

/**
 * The held-out evaluation as the manifest states it. The confusion matrix of many classes stands
 * beside it in the manifest, as {@link #cells}.
 */
public final class HeldOut {
  private HeldOut() {}

  /** The cells of the confusion matrix; null where the evaluation has it whole. */
  public static List<ConfusionCell> cells(PredictedImages predicted) {
    return HeldOutMatrix.of(predicted).cells().orElse(null);
  }

  /** Of a model without a validation split: nothing is said of how to calibrate it. */
  public static HeldOutEvaluation of(ScoredImages scored) {
    return of(scored.predicted());
  }

  /** The same, of what is left of probabilities that were not kept. */
  static HeldOutEvaluation of(PredictedImages predicted) {
    return raw(predicted).build();
  }

  /**
   * With what calibrates the model. The confusion matrix, the loss and the calibration bins stay
   * those of the probabilities as the model gives them.
   *
   * @param scored the held-out images
   * @param fitted on the validation split
   * @param validationImages how many it was fitted on
   * @throws IllegalArgumentException when there were none
   */
  public static HeldOutEvaluation of(
      ScoredImages scored, TemperatureScaling fitted, long validationImages) {
    if (validationImages < 1) {
      throw new IllegalArgumentException(
          "a temperature of %s, fitted on %d validation images"
              .formatted(fitted.temperature(), validationImages));
    }
    PredictedImages raw = scored.predicted();
    PredictedImages calibrated = scored.calibrated(fitted).predicted();
    return raw(raw)
        .setCalibrationFit(
            CalibrationFit.newBuilder()
                .setMethod(CalibrationMethod.TEMPERATURE)
                .setTemperature(fitted.temperature())
                .setValidationImages(validationImages)
                .setLossBefore(raw.loss())
                .setLossAfter(calibrated.loss())
                .setExpectedCalibrationErrorBefore(raw.expectedCalibrationError())
                .setExpectedCalibrationErrorAfter(calibrated.expectedCalibrationError())
                .build())
        .build();
  }

  private static HeldOutEvaluation.Builder raw(PredictedImages scored) {
    return HeldOutEvaluation.newBuilder()
        .setImages(scored.count())
        .setAccuracy(scored.accuracy())
        .setLoss(scored.loss())
        .setConfusionMatrix(HeldOutMatrix.of(scored).whole())
        .setCalibration(
            scored.calibration().bins().stream()
                .map(bin -> new CalibrationBin(bin.images(), bin.meanConfidence(), bin.accuracy()))
                .toList())
        .setExpectedCalibrationError(scored.expectedCalibrationError())
        .setPredictedShares(predictedShares(scored));
  }

  private static List<Double> predictedShares(PredictedImages scored) {
    long[] counts = new long[scored.classes()];
    for (int i = 0; i < scored.count(); i++) {
      counts[scored.top1(i)]++;
    }
    return Arrays.stream(counts).mapToObj(count -> count / (double) scored.count()).toList();
  }
}
