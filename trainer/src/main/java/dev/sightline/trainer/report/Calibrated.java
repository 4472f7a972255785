package dev.sightline.trainer.report;

import dev.sightline.trainer.evaluation.PredictedImages;
import java.util.Locale;

/**
 * The same images with probabilities that were made to fit.
 *
 * @param method what was done, for people, such as {@code temperature 1.43}
 * @param scored the held-out images, in the order of the uncalibrated ones
 */
public record Calibrated(String method, PredictedImages scored) {

  /** Probabilities that were calibrated by a temperature. */
  public static Calibrated byTemperature(double temperature, PredictedImages scored) {
    return new Calibrated(String.format(Locale.ROOT, "temperature %.3f", temperature), scored);
  }
}
