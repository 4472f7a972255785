package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.KnownVersion.Reference;
import dev.sightline.dashboard.present.LatestLabels;
import dev.sightline.dashboard.present.WindowPoint;
import dev.sightline.evaluation.comparison.ConfidenceInterval;
import dev.sightline.evaluation.drift.estimate.EstimatedAccuracy;
import java.util.Optional;

/**
 * A window's figures: of a window of time, or of one by count of labels.
 *
 * @param coverage labelled of the predictions; null without predictions
 * @param accuracy correct of labelled; null of fewer labels than are asked for
 * @param low lower end of its 95% Wilson band; null where accuracy is
 * @param high upper end of it
 * @param estimate the accuracy that the confidences of all its predictions let expect, by how often
 *     such confidences were right on held-out images; null where one of the two is not told
 * @param estimateLow lower end of the 95% band of the realised accuracy around it
 * @param estimateHigh upper end of it
 * @param labelDelayMs median time from an image to its first label; null without labels, and by
 *     count
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
    Double estimate,
    Double estimateLow,
    Double estimateHigh,
    Long labelDelayMs) {

  /**
   * That of a point.
   *
   * @param reference of the version; null where it has none
   */
  static WindowView of(WindowPoint point, Reference reference, int minLabels) {
    boolean enough = point.labelled() >= minLabels;
    Optional<EstimatedAccuracy> estimate =
        Optional.ofNullable(reference).map(Reference::worth).flatMap(point::estimate);
    Optional<ConfidenceInterval> band = estimate.map(each -> each.band(WindowPoint.LEVEL));
    return new WindowView(
        point.startMs(),
        point.endMs(),
        point.predictions(),
        point.labelled(),
        point.correct(),
        coverage(point.labelled(), point.predictions()),
        enough ? point.accuracy() : null,
        enough ? Double.valueOf(point.low()) : null,
        enough ? Double.valueOf(point.high()) : null,
        enough ? point.macroF1() : null,
        estimate.map(EstimatedAccuracy::value).orElse(null),
        band.map(ConfidenceInterval::lower).orElse(null),
        band.map(ConfidenceInterval::upper).orElse(null),
        point.labelDelayMs());
  }

  /** That of a window by count, of which neither estimate nor delay is known. */
  static WindowView of(LatestLabels latest, int minLabels) {
    boolean enough = latest.labelled() >= minLabels;
    return new WindowView(
        latest.startMs(),
        latest.endMs(),
        latest.predictions(),
        latest.labelled(),
        latest.correct(),
        coverage(latest.labelled(), latest.predictions()),
        enough ? (double) latest.correct() / latest.labelled() : null,
        enough ? latest.band().lower() : null,
        enough ? latest.band().upper() : null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Double coverage(long labelled, long predictions) {
    return predictions == 0 ? null : (double) labelled / predictions;
  }
}
