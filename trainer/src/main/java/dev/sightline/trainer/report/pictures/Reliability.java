package dev.sightline.trainer.report.pictures;

import dev.sightline.evaluation.calibration.Calibration;
import dev.sightline.trainer.evaluation.PredictedImages;
import dev.sightline.trainer.report.TrainingRun;
import java.util.List;

/**
 * The reliability of some probabilities.
 *
 * @param name what they are, such as {@code uncalibrated}
 * @param error the expected calibration error
 */
public record Reliability(String name, List<Calibration.Bin> bins, double error) {
  static Reliability of(String name, PredictedImages scored) {
    return new Reliability(name, scored.calibration().bins(), scored.expectedCalibrationError());
  }

  /** Before calibration, and after it where there is one. */
  public static List<Reliability> of(TrainingRun run) {
    Reliability before = of("uncalibrated", run.scored());
    return run.calibrated()
        .map(after -> List.of(before, of(after.method(), after.scored())))
        .orElse(List.of(before));
  }
}
