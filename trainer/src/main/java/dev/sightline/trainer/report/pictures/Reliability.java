package dev.sightline.trainer.report.pictures;

import dev.sightline.evaluation.calibration.Calibration;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.report.TrainingRun;
import java.util.List;

/**
 * The reliability of some probabilities.
 *
 * @param name what they are, such as {@code uncalibrated}
 * @param error the expected calibration error
 */
public record Reliability(String name, List<Calibration.Bin> bins, double error) {
  /** As many as in a model's manifest, so that the error is the same. */
  static final int BINS = 15;

  static Reliability of(String name, ScoredImages scored) {
    Calibration calibration = new Calibration(BINS);
    for (int i = 0; i < scored.count(); i++) {
      double confidence = scored.probabilities()[i * scored.classes() + scored.top1(i)];
      calibration.add(confidence, !ImageGrids.isMiss(scored, i));
    }
    return new Reliability(
        name, calibration.bins(), calibration.expectedCalibrationError().orElse(0));
  }

  /** Before calibration, and after it where there is one. */
  public static List<Reliability> of(TrainingRun run) {
    Reliability before = of("uncalibrated", run.scored());
    return run.calibrated()
        .map(after -> List.of(before, of(after.method(), after.scored())))
        .orElse(List.of(before));
  }
}
