package dev.sightline.dashboard.present;

import dev.sightline.evaluation.comparison.ConfidenceInterval;
import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import dev.sightline.schemas.MetricsWindow;
import java.util.List;

/**
 * What a chart needs of a window.
 *
 * @param startMs inclusive
 * @param endMs exclusive
 * @param low lower end of accuracy's 95% Wilson interval
 * @param high its upper end
 * @param meanConfidence of the predictions, within half a bin; null where the window doesn't say
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
    Double meanConfidence,
    Long labelDelayMs,
    long change) {
  /** Confidence of the bands. */
  public static final double LEVEL = 0.95;

  static WindowPoint of(MetricsWindow window, long change) {
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
        meanConfidence(window.getConfidences()),
        window.getMedianLabelDelayMs(),
        change);
  }

  /** Correct of labelled; null without labels. */
  public Double accuracy() {
    return labelled == 0 ? null : (double) correct / labelled;
  }

  private static Double meanConfidence(List<Long> bins) {
    double sum = 0;
    long count = 0;
    for (int bin = 0; bin < Math.min(bins.size(), ConfidenceHistogram.BINS); bin++) {
      sum += bins.get(bin) * (bin + 0.5) / ConfidenceHistogram.BINS;
      count += bins.get(bin);
    }
    return count == 0 ? null : sum / count;
  }
}
