package dev.sightline.topology.monitoring.windows;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.images.statistics.ImageStatistic;
import dev.sightline.schemas.ClassMetrics;
import dev.sightline.schemas.MetricsWindow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a window comes to in a few numbers; one that is undefined, or of too few labels, is NaN.
 * Immutable.
 *
 * @param accuracy of what is labelled, in [0, 1]
 * @param coverage the share of predictions that are labelled, in [0, 1]
 * @param macroF1 in [0, 1]
 * @param recalls by class, in [0, 1], of the classes that were asked for and have labels enough
 * @param images how far its images lie from the reference, of the statistics that this counts
 */
record WindowFigures(
    long predictions,
    long labelled,
    double accuracy,
    double coverage,
    double macroF1,
    Map<String, Double> recalls,
    Map<ImageStatistic, ImageDistance> images) {

  /** Those of nothing yet. */
  static final WindowFigures UNKNOWN =
      new WindowFigures(0, 0, Double.NaN, Double.NaN, Double.NaN, Map.of(), Map.of());

  /**
   * @param listed the classes whose recalls are wanted
   * @param reference what its images are compared with
   * @param minLabels fewest labels of which an accuracy is told, and of a class of which a recall
   *     is
   */
  static WindowFigures of(
      MetricsWindow window,
      ListedClasses listed,
      Optional<ImageHistograms> reference,
      long minLabels) {
    boolean areEnough = window.getLabelled() >= minLabels;
    Map<String, Double> recalls = new HashMap<>();
    for (ClassMetrics scores : window.getClasses()) {
      boolean isTold = scores.getRecall() != null && scores.getSupport() >= minLabels;
      if (isTold && listed.names().contains(scores.getLabel())) {
        recalls.put(scores.getLabel(), scores.getRecall());
      }
    }
    return new WindowFigures(
        window.getPredictions(),
        window.getLabelled(),
        areEnough ? orNaN(window.getAccuracy()) : Double.NaN,
        window.getLabelCoverage(),
        areEnough ? orNaN(window.getMacroF1()) : Double.NaN,
        Map.copyOf(recalls),
        reference
            .map(
                then ->
                    ImageDistance.of(then, ImageHistograms.ofKnown(window.getImageStatistics())))
            .orElse(Map.of()));
  }

  double recall(String className) {
    return recalls.getOrDefault(className, Double.NaN);
  }

  /** A distance of a statistic; NaN where there is none. */
  double image(ImageStatistic statistic, ToDoubleFunction<ImageDistance> distance) {
    ImageDistance found = images.get(statistic);
    return found == null ? Double.NaN : distance.applyAsDouble(found);
  }

  private static double orNaN(Double value) {
    return value == null ? Double.NaN : value;
  }
}
