package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.WindowPoint;

/**
 * A window's figures.
 *
 * @param coverage labelled of the predictions; null without predictions
 * @param accuracy correct of labelled; null of fewer labels than are asked for
 * @param low lower end of its 95% Wilson band; null where accuracy is
 * @param high upper end of it
 * @param meanConfidence of all its predictions, not calibrated
 * @param labelDelayMs median time from an image to its first label
 */
public record WindowView(
    long startMs,
    long endMs,
    long predictions,
    long labelled,
    long correct,
    Double coverage,
    Double accuracy,
    Double low,
    Double high,
    Double macroF1,
    Double meanConfidence,
    Long labelDelayMs) {

  static WindowView of(WindowPoint point, int minLabels) {
    boolean enough = point.labelled() >= minLabels;
    return new WindowView(
        point.startMs(),
        point.endMs(),
        point.predictions(),
        point.labelled(),
        point.correct(),
        point.predictions() == 0 ? null : (double) point.labelled() / point.predictions(),
        enough ? point.accuracy() : null,
        enough ? Double.valueOf(point.low()) : null,
        enough ? Double.valueOf(point.high()) : null,
        enough ? point.macroF1() : null,
        point.meanConfidence(),
        point.labelDelayMs());
  }
}
