package dev.sightline.images.statistics;

import dev.sightline.schemas.ImageHistogram;
import dev.sightline.schemas.ImageStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Images counted by each of their {@linkplain ImageStatistic statistics}, over bins that are the
 * same for all: sums are exact, in any order, and what was added can be taken back.
 *
 * <p>An image of which one statistic is not in its range is counted as {@linkplain #outside()
 * outside} and in no bin. An accumulator for one thread; empty it takes no memory to speak of, else
 * some 11 KB.
 */
public final class ImageHistograms {
  private static final ImageStatistic[] STATISTICS = ImageStatistic.values();

  /** By statistic and bin; null while nothing was counted. */
  private long[][] counts;

  private long outside;

  /** The histograms in records; statistics that this version does not know are left out. */
  public static ImageHistograms ofKnown(List<ImageHistogram> records) {
    ImageHistograms histograms = new ImageHistograms();
    for (ImageHistogram each : records) {
      if (ImageStatistic.of(each.getStatistic()).isPresent()) {
        histograms.add(each);
      }
    }
    return histograms;
  }

  /** Adds one image. */
  public void add(ImageStatistics image) {
    int[] bins = new int[STATISTICS.length];
    for (ImageStatistic statistic : STATISTICS) {
      OptionalInt bin = statistic.bins().of(statistic.of(image));
      if (bin.isEmpty()) {
        addOutside(1);
        return;
      }
      bins[statistic.ordinal()] = bin.getAsInt();
    }
    for (int i = 0; i < bins.length; i++) {
      held()[i][bins[i]]++;
    }
  }

  /**
   * Adds histograms in records.
   *
   * @throws IllegalArgumentException when they hold a statistic or a bin that does not exist, or a
   *     count that is negative
   */
  public void add(List<ImageHistogram> records) {
    records.forEach(this::add);
  }

  private void add(ImageHistogram more) {
    ImageStatistic statistic =
        ImageStatistic.of(more.getStatistic())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected one of %s, found %s"
                            .formatted(
                                Arrays.stream(STATISTICS).map(ImageStatistic::key).toList(),
                                more.getStatistic())));
    List<Long> added = more.getCounts();
    if (added.isEmpty()) {
      return;
    }
    int first = statistic.bins().checked(more.getFirstBin());
    statistic.bins().checked(Math.addExact(first, added.size() - 1));
    long[] sums = held()[statistic.ordinal()];
    for (int i = 0; i < added.size(); i++) {
      sums[first + i] = Math.addExact(sums[first + i], checked(added.get(i)));
    }
  }

  /**
   * Adds images of which a statistic is not in its range.
   *
   * @throws IllegalArgumentException when the count is negative
   */
  public void addOutside(long count) {
    outside = Math.addExact(outside, checked(count));
  }

  /** Adds all of another's images to these. */
  public void add(ImageHistograms other) {
    if (other.counts != null) {
      long[][] sums = held();
      for (int s = 0; s < sums.length; s++) {
        for (int bin = 0; bin < sums[s].length; bin++) {
          sums[s][bin] = Math.addExact(sums[s][bin], other.counts[s][bin]);
        }
      }
    }
    outside = Math.addExact(outside, other.outside);
  }

  /**
   * Takes back all of another's images, which were added to these before.
   *
   * @throws IllegalArgumentException when a bin, or what is outside, holds fewer; this is of no use
   *     then
   */
  public void subtract(ImageHistograms other) {
    if (other.counts != null) {
      long[][] sums = held();
      for (int s = 0; s < sums.length; s++) {
        for (int bin = 0; bin < sums[s].length; bin++) {
          sums[s][bin] = checked(sums[s][bin] - other.counts[s][bin]);
        }
      }
    }
    outside = checked(outside - other.outside);
  }

  /** A copy of the counts of all bins of a statistic, ascending. */
  public long[] counts(ImageStatistic statistic) {
    return counts == null
        ? new long[statistic.bins().count()]
        : counts[statistic.ordinal()].clone();
  }

  /** How many images a statistic was counted of, those outside not among them. */
  public long total(ImageStatistic statistic) {
    return counts == null ? 0 : Arrays.stream(counts[statistic.ordinal()]).sum();
  }

  /** Images of which a statistic is not in its range. */
  public long outside() {
    return outside;
  }

  /** Whether there is nothing in any bin, nor outside. */
  public boolean isEmpty() {
    return outside == 0 && records().isEmpty();
  }

  /** Whether it takes the memory of counts. */
  public boolean isHeld() {
    return counts != null;
  }

  /** As records, one for each statistic that was counted; what is outside is not in them. */
  public List<ImageHistogram> records() {
    List<ImageHistogram> records = new ArrayList<>();
    for (int s = 0; counts != null && s < STATISTICS.length; s++) {
      int first = 0;
      int end = counts[s].length;
      while (first < end && counts[s][first] == 0) {
        first++;
      }
      while (first < end && counts[s][end - 1] == 0) {
        end--;
      }
      if (first < end) {
        List<Long> range = Arrays.stream(counts[s], first, end).boxed().toList();
        records.add(new ImageHistogram(STATISTICS[s].key(), first, range));
      }
    }
    return records;
  }

  private long[][] held() {
    if (counts == null) {
      counts = new long[STATISTICS.length][];
      for (ImageStatistic statistic : STATISTICS) {
        counts[statistic.ordinal()] = new long[statistic.bins().count()];
      }
    }
    return counts;
  }

  private static long checked(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("expected a count of 0 or more, found " + count);
    }
    return count;
  }
}
