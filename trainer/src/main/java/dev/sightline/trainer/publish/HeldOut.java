package dev.sightline.trainer.publish;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.schemas.CalibrationBin;
import dev.sightline.schemas.CalibrationFit;
import dev.sightline.schemas.CalibrationMethod;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.trainer.evaluation.ScoredImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The held-out evaluation as the manifest states it. */
public final class HeldOut {
  private HeldOut() {}

  /** Of a model without a validation split: nothing is said of how to calibrate it. */
  public static HeldOutEvaluation of(ScoredImages scored) {
    return raw(scored).build();
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
    ScoredImages calibrated = scored.calibrated(fitted);
    return raw(scored)
        .setCalibrationFit(
            CalibrationFit.newBuilder()
                .setMethod(CalibrationMethod.TEMPERATURE)
                .setTemperature(fitted.temperature())
                .setValidationImages(validationImages)
                .setLossBefore(scored.loss())
                .setLossAfter(calibrated.loss())
                .setExpectedCalibrationErrorBefore(scored.expectedCalibrationError())
                .setExpectedCalibrationErrorAfter(calibrated.expectedCalibrationError())
                .build())
        .build();
  }

  private static HeldOutEvaluation.Builder raw(ScoredImages scored) {
    long[] matrix = scored.confusionMatrix();
    return HeldOutEvaluation.newBuilder()
        .setImages(scored.count())
        .setAccuracy(scored.accuracy())
        .setLoss(scored.loss())
        .setConfusionMatrix(Arrays.stream(matrix).boxed().toList())
        .setCalibration(
            scored.calibration().bins().stream()
                .map(bin -> new CalibrationBin(bin.images(), bin.meanConfidence(), bin.accuracy()))
                .toList())
        .setExpectedCalibrationError(scored.expectedCalibrationError())
        .setPredictedShares(predictedShares(matrix, scored.classes(), scored.count()));
  }

  private static List<Double> predictedShares(long[] matrix, int classes, int images) {
    List<Double> shares = new ArrayList<>(classes);
    for (int predicted = 0; predicted < classes; predicted++) {
      long count = 0;
      for (int actual = 0; actual < classes; actual++) {
        count += matrix[actual * classes + predicted];
      }
      shares.add(count / (double) images);
    }
    return shares;
  }
}
