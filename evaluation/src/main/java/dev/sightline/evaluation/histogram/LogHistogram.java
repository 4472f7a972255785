package dev.sightline.evaluation.histogram;

import java.util.Arrays;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A histogram of durations in whole milliseconds whose sums are exact: bins are the same for all.
 *
 * <p>Bin 0 holds 0. Each bin's range is one millisecond wide below 20 ms and a tenth of its lower
 * bound above, rounded down: {@code lower(i + 1) = lower(i) + max(1, lower(i) / 10)}. A quantile,
 * the middle of its bin, is thus exact below 20 ms and within 5% above. An accumulator for one
 * thread.
 */
public final class LogHistogram {
  private static final long[] LOWER_BOUNDS =
      LongStream.iterate(0, lower -> lower >= 0, lower -> lower + Math.max(1, lower / 10))
          .toArray();

  /** The number of bins; the last one ends with {@link Long#MAX_VALUE}. */
  public static final int BINS = LOWER_BOUNDS.length;

  private final SortedMap<Integer, Long> countByBin = new TreeMap<>();

  /**
   * The bin of a duration.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public static int binOf(long durationMs) {
    if (durationMs < 0) {
      throw new IllegalArgumentException(
          "expected a duration of 0 ms or more, found " + durationMs);
    }
    int found = Arrays.binarySearch(LOWER_BOUNDS, durationMs);
    return found >= 0 ? found : -found - 2;
  }

  /** The shortest duration in a bin, in ms. */
  public static long shortestMs(int bin) {
    return LOWER_BOUNDS[checked(bin)];
  }

  /** The longest duration in a bin, in ms. */
  public static long longestMs(int bin) {
    return checked(bin) == BINS - 1 ? Long.MAX_VALUE : LOWER_BOUNDS[bin + 1] - 1;
  }

  /** Adds one duration. */
  public void add(long durationMs) {
    add(binOf(durationMs), 1);
  }

  /**
   * Adds durations to a bin.
   *
   * @throws IllegalArgumentException when there is no such bin or the count is negative
   */
  public void add(int bin, long count) {
    checked(bin);
    if (count < 0) {
      throw new IllegalArgumentException("expected a count of 0 or more, found " + count);
    }
    if (count > 0) {
      countByBin.merge(bin, count, Math::addExact);
    }
  }

  /** Adds all of another's durations to this one. */
  public void add(LogHistogram other) {
    other.countByBin.forEach(this::add);
  }

  /**
   * Takes back all of another's durations, which were added to this one before.
   *
   * @throws IllegalArgumentException when a bin holds fewer
   */
  public void subtract(LogHistogram other) {
    other.countByBin.forEach(
        (bin, count) -> {
          long left = countByBin.getOrDefault(bin, 0L) - count;
          if (left < 0) {
            throw new IllegalArgumentException(
                "bin %d holds %d, can't take %d back".formatted(bin, left + count, count));
          }
          if (left == 0) {
            countByBin.remove(bin);
          } else {
            countByBin.put(bin, left);
          }
        });
  }

  /** The bins that hold something, ascending: a read-only view. */
  public SortedMap<Integer, Long> counts() {
    return Collections.unmodifiableSortedMap(countByBin);
  }

  public long total() {
    return countByBin.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The middle of the bin in which the quantile lies, by nearest rank: the smallest duration that
   * at least this share does not exceed. In ms; empty without durations.
   *
   * @param share in (0, 1]; 0.5 is the median
   */
  public OptionalLong quantileMs(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("expected a share in (0, 1], found " + share);
    }
    long rank = (long) Math.ceil(share * total());
    long seen = 0;
    for (var bin : countByBin.entrySet()) {
      seen += bin.getValue();
      if (seen >= rank) {
        return OptionalLong.of(middleMs(bin.getKey()));
      }
    }
    return OptionalLong.empty();
  }

  private static long middleMs(int bin) {
    return shortestMs(bin) + (longestMs(bin) - shortestMs(bin)) / 2;
  }

  private static int checked(int bin) {
    if (bin < 0 || bin >= BINS) {
      throw new IllegalArgumentException(
          "expected a bin from 0 to " + (BINS - 1) + ", found " + bin);
    }
    return bin;
  }
}
