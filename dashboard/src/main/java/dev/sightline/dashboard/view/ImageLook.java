package dev.sightline.dashboard.view;

import dev.sightline.evaluation.drift.distance.JensenShannon;
import dev.sightline.evaluation.drift.distance.PopulationStability;
import dev.sightline.evaluation.histogram.MergedBins;
import dev.sightline.images.statistics.FixedBins;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.images.statistics.ImageStatistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Images by one statistic, beside a reference.
 *
 * @param statistic its name, such as brightness
 * @param images that were measured
 * @param median within its bin
 * @param referenceMedian null without a reference
 * @param psi population stability index over the reference's deciles; null without a reference
 * @param jensenShannon distance over the same, by the natural logarithm
 * @param bars the histogram between the ends of both, coarser than it was counted
 */
public record ImageLook(
    String statistic,
    long images,
    double median,
    Double referenceMedian,
    Double psi,
    Double jensenShannon,
    List<Bar> bars) {
  private static final int DECILES = 10;
  private static final int MOST_BARS = 24;

  /** What is left out on either side, of the images and of the reference. */
  private static final double TAIL = 0.002;

  /**
   * A part of the histogram.
   *
   * @param from inclusive
   * @param to exclusive
   * @param share of the images
   * @param referenceShare of the reference's; null without one
   */
  public record Bar(double from, double to, double share, Double referenceShare) {}

  static ImageLook of(
      ImageStatistic statistic, ImageHistograms now, Optional<ImageHistograms> reference) {
    long[] counts = now.counts(statistic);
    Optional<long[]> then =
        reference.filter(each -> each.total(statistic) > 0).map(each -> each.counts(statistic));
    Optional<MergedBins> deciles = then.map(each -> MergedBins.of(each, DECILES));
    return new ImageLook(
        statistic.key(),
        total(counts),
        typical(statistic, quantile(counts, 0.5)),
        then.map(each -> typical(statistic, quantile(each, 0.5))).orElse(null),
        deciles
            .flatMap(by -> boxed(PopulationStability.of(by.merge(then.get()), by.merge(counts))))
            .orElse(null),
        deciles
            .flatMap(
                by -> boxed(JensenShannon.NATURAL.distance(by.merge(then.get()), by.merge(counts))))
            .orElse(null),
        bars(statistic.bins(), counts, then));
  }

  private static List<Bar> bars(FixedBins bins, long[] counts, Optional<long[]> then) {
    int first = quantile(counts, TAIL);
    int last = quantile(counts, 1 - TAIL);
    if (then.isPresent()) {
      first = Math.min(first, quantile(then.get(), TAIL));
      last = Math.max(last, quantile(then.get(), 1 - TAIL));
    }
    int width = (last - first) / MOST_BARS + 1;
    List<Bar> bars = new ArrayList<>();
    for (int from = first; from <= last; from += width) {
      int to = Math.min(counts.length, from + width);
      int begin = from;
      bars.add(
          new Bar(
              bins.lowerBound(from),
              bins.upperBound(to - 1),
              share(counts, from, to),
              then.map(each -> share(each, begin, to)).orElse(null)));
    }
    return bars;
  }

  private static double share(long[] counts, int from, int to) {
    return Arrays.stream(counts, from, to).sum() / (double) total(counts);
  }

  private static long total(long[] counts) {
    return Arrays.stream(counts).sum();
  }

  /** The bin behind whose end a share of the counts lies; of counts that are not all 0. */
  private static int quantile(long[] counts, double share) {
    double rank = share * total(counts);
    long seen = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      seen += counts[bin];
      if (seen >= rank && seen > 0) {
        return bin;
      }
    }
    return counts.length - 1;
  }

  /** The middle of a bin; of a side, which is a whole number, the least that it holds. */
  private static double typical(ImageStatistic statistic, int bin) {
    double lower = statistic.bins().lowerBound(bin);
    return switch (statistic) {
      case WIDTH, HEIGHT -> Math.ceil(lower);
      default -> (lower + statistic.bins().upperBound(bin)) / 2;
    };
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
