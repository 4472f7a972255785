package dev.sightline.topology.monitoring.windows;

import dev.sightline.evaluation.drift.distance.ChiSquare;
import dev.sightline.evaluation.drift.distance.JensenShannon;
import dev.sightline.evaluation.drift.distance.PopulationStability;
import dev.sightline.evaluation.histogram.MergedBins;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.images.statistics.ImageStatistic;
import java.util.EnumMap;
import java.util.Map;

/**
 * How far the images of a window lie from a reference by one statistic, over groups of bins that
 * hold about a tenth of the reference each; NaN without images.
 *
 * @param psi population stability index, 0 or more
 * @param jensenShannon Jensen–Shannon distance by the natural logarithm, 0 to 0.833
 * @param chiSquareP p-value of the two-sample χ² test, in [0, 1]
 */
record ImageDistance(double psi, double jensenShannon, double chiSquareP) {
  private static final int GROUPS = 10;

  /** By statistic, of those that the reference counts. */
  static Map<ImageStatistic, ImageDistance> of(ImageHistograms reference, ImageHistograms window) {
    Map<ImageStatistic, ImageDistance> distances = new EnumMap<>(ImageStatistic.class);
    for (ImageStatistic statistic : ImageStatistic.values()) {
      if (reference.total(statistic) > 0) {
        distances.put(statistic, of(reference.counts(statistic), window.counts(statistic)));
      }
    }
    return distances;
  }

  private static ImageDistance of(long[] reference, long[] window) {
    MergedBins groups = MergedBins.of(reference, GROUPS);
    long[] then = groups.merge(reference);
    long[] now = groups.merge(window);
    return new ImageDistance(
        PopulationStability.of(then, now).orElse(Double.NaN),
        JensenShannon.NATURAL.distance(then, now).orElse(Double.NaN),
        ChiSquare.twoSample(then, now).map(ChiSquare::pValue).orElse(Double.NaN));
  }
}
