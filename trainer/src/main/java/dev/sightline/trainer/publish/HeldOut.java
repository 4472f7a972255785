package dev.sightline.trainer.publish;

import dev.sightline.evaluation.Calibration;
import dev.sightline.schemas.CalibrationBin;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.trainer.evaluation.ScoredImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The held-out evaluation as the manifest states it. */
public final class HeldOut {
  private static final int CALIBRATION_BINS = 15;

  private HeldOut() {}

  public static HeldOutEvaluation of(ScoredImages scored) {
    long[] matrix = scored.confusionMatrix();
    Calibration calibration = calibration(scored);
    return HeldOutEvaluation.newBuilder()
        .setImages(scored.count())
        .setAccuracy(scored.accuracy())
        .setLoss(scored.loss())
        .setConfusionMatrix(Arrays.stream(matrix).boxed().toList())
        .setCalibration(
            calibration.bins().stream()
                .map(bin -> new CalibrationBin(bin.images(), bin.meanConfidence(), bin.accuracy()))
                .toList())
        .setExpectedCalibrationError(calibration.expectedCalibrationError().orElse(0))
        .setPredictedShares(predictedShares(matrix, scored.classes(), scored.count()))
        .build();
  }

  private static Calibration calibration(ScoredImages scored) {
    Calibration calibration = new Calibration(CALIBRATION_BINS);
    for (int i = 0; i < scored.count(); i++) {
      int top = scored.top1(i);
      calibration.add(
          scored.probabilities()[i * scored.classes() + top], top == scored.labels()[i]);
    }
    return calibration;
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
