package dev.sightline.dashboard.present;

import dev.sightline.evaluation.comparison.ConfidenceInterval;
import dev.sightline.evaluation.drift.estimate.ConfidenceWorth;
import dev.sightline.evaluation.drift.estimate.EstimatedAccuracy;
import dev.sightline.schemas.MetricsWindow;
import java.util.Optional;

/**
 * What a chart needs of a window.
 *
 * @param startMs inclusive
 * @param endMs exclusive
 * @param low lower end of accuracy's 95% Wilson interval
 * @param high its upper end
 * @param confidences of the predictions
 * @param labelDelayMs median; null without labels
 * @param change the number of the change that brought it, of {@link Changes}
 */
public record WindowPoint(
    long startMs,
    long endMs,
    long predictions,
    long labelled,
    long correct,
    double low,
    double high,
    Double macroF1,
    CoarseConfidences confidences,
    Long labelDelayMs,
    long change) {
  /** Confidence of the bands. */
  public static final double LEVEL = 0.95;

  /**
   * That of a window that was checked.
   *
   * @param change the number of the change that brought it; 0 where nobody asks
   */
  public static WindowPoint of(MetricsWindow window, long change) {
    ConfidenceInterval band =
        ConfidenceInterval.wilson(window.getCorrect(), window.getLabelled(), LEVEL);
    return new WindowPoint(
        window.getWindowStart().toEpochMilli(),
        window.getWindowEnd().toEpochMilli(),
        window.getPredictions(),
        window.getLabelled(),
        window.getCorrect(),
        band.lower(),
        band.upper(),
        window.getMacroF1(),
        CoarseConfidences.of(window.getConfidences()),
        window.getMedianLabelDelayMs(),
        change);
  }

  /** Correct of labelled; null without labels. */
  public Double accuracy() {
    return labelled == 0 ? null : (double) correct / labelled;
  }

  /**
   * The accuracy that the confidences let expect.
   *
   * @param worth how often predictions of a confidence are right
   * @return empty where the window doesn't tell its confidences
   */
  public Optional<EstimatedAccuracy> estimate(ConfidenceWorth worth) {
    return EstimatedAccuracy.of(confidences.spread(), worth);
  }
}
