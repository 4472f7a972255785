package dev.sightline.topology.monitoring.alerts;

import dev.sightline.evaluation.drift.sequential.Batch;
import dev.sightline.evaluation.drift.sequential.Bets;
import dev.sightline.evaluation.drift.sequential.Family;
import dev.sightline.evaluation.drift.sequential.Family.Sharing;
import dev.sightline.evaluation.drift.sequential.Range;
import dev.sightline.evaluation.histogram.MergedBins;
import dev.sightline.images.statistics.ImageStatistic;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * A statistic of images: the shares of its bins, merged so that each holds about a tenth of the
 * reference.
 */
final class Binned implements Statistic {
  private static final int GROUPS = 10;

  private final ImageStatistic statistic;
  private final MergedBins groups;
  private final Family family;
  private final String measured;

  /**
   * @param reference counts of all bins, one at least above 0
   * @param measured where, as in {@link Statistic#measured()}
   * @param range of a group that holds so many of the reference
   */
  Binned(ImageStatistic statistic, long[] reference, String measured, LongFunction<Range> range) {
    this.statistic = statistic;
    this.measured = measured;
    this.groups = MergedBins.of(reference, GROUPS);
    this.family =
        new Family(
            Sharing.EVERY_QUANTITY,
            Arrays.stream(groups.merge(reference)).mapToObj(range).toList(),
            Bets.OF_A_BIN);
  }

  /** How many groups a reference has. */
  static int groups(long[] reference) {
    return MergedBins.of(reference, GROUPS).count();
  }

  @Override
  public String name() {
    return statistic.key();
  }

  @Override
  public Family family() {
    return family;
  }

  @Override
  public String measured() {
    return measured;
  }

  @Override
  public List<Batch> batches(Observations counts) {
    long[] merged = groups.merge(counts.images().counts(statistic));
    long total = Arrays.stream(merged).sum();
    return IntStream.range(0, merged.length)
        .mapToObj(group -> Batch.ofHits(merged[group], total))
        .toList();
  }

  @Override
  public Optional<String> subject(int quantity) {
    return Optional.of(
        "%s to %s"
            .formatted(
                number(statistic.bins().lowerBound(groups.first(quantity))),
                number(statistic.bins().upperBound(groups.last(quantity)))));
  }

  private static String number(double bound) {
    return bound == Math.rint(bound)
        ? String.format(Locale.ROOT, "%.0f", bound)
        : String.format(Locale.ROOT, "%.1f", bound);
  }
}
