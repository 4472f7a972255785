package dev.sightline.evaluation.histogram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Neighbouring bins of a histogram merged into groups, of which each holds about an equal share of
 * a reference: its deciles, as far as bins allow. Two histograms are compared by their groups, as a
 * distance over many bins of few images tells of chance alone.
 *
 * <p>A bin that holds a group's share by itself is a group of its own, and what lies on either side
 * of it, be it nothing, is another. So where the reference knows a single width of 640, any other
 * width is another group, above or below, whose share of the reference is 0. Elsewhere a bin
 * without images belongs to a neighbour: the first and the last group reach to the ends.
 *
 * <p>Immutable.
 */
public final class MergedBins {
  /** For each group, the bin behind its last. */
  private final int[] ends;

  private MergedBins(int[] ends) {
    this.ends = ends;
  }

  /**
   * The groups of a reference.
   *
   * @param reference counts of all bins, ascending
   * @param groups how many are wanted, at least 1; there are fewer where the bins are too coarse,
   *     and more, at most 2·groups + 1, where some of them stand alone
   * @throws IllegalArgumentException when none are wanted, a count is negative or the reference
   *     counts nothing
   */
  public static MergedBins of(long[] reference, int groups) {
    long total = 0;
    for (long count : reference) {
      total = Math.addExact(total, count);
      if (count < 0) {
        throw new IllegalArgumentException("expected counts of 0 or more, found " + count);
      }
    }
    if (groups < 1 || total == 0) {
      throw new IllegalArgumentException(
          "expected 1 group or more of 1 image or more, found %d of %d".formatted(groups, total));
    }
    double share = (double) total / groups;
    List<Integer> ends = new ArrayList<>();
    int from = 0;
    for (int bin = 0; bin < reference.length; bin++) {
      if (reference[bin] >= share) {
        addParts(ends, reference, from, bin, share);
        ends.add(bin + 1);
        from = bin + 1;
      }
    }
    addParts(ends, reference, from, reference.length, share);
    return new MergedBins(ends.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Parts bins of which none is a group by itself into about equal groups. */
  private static void addParts(
      List<Integer> ends, long[] reference, int from, int to, double share) {
    if (from == to) {
      return;
    }
    long sum = Arrays.stream(reference, from, to).sum();
    long parts = Math.max(1, Math.round(sum / share));
    long before = 0;
    long grouped = 0;
    int end = from;
    for (int part = 1; part < parts; part++) {
      double wanted = (double) sum * part / parts;
      while (before + reference[end] / 2.0 < wanted) {
        before += reference[end++];
      }
      if (before > grouped) {
        ends.add(end);
        grouped = before;
      }
    }
    ends.add(to);
  }

  /** How many groups there are. */
  public int count() {
    return ends.length;
  }

  /** The first bin of a group. */
  public int first(int group) {
    return group == 0 ? 0 : ends[group - 1];
  }

  /** The last bin of a group. */
  public int last(int group) {
    return ends[group] - 1;
  }

  /**
   * The counts of a histogram over the same bins, by group.
   *
   * @throws IllegalArgumentException when it has another number of bins
   */
  public long[] merge(long[] counts) {
    if (counts.length != ends[ends.length - 1]) {
      throw new IllegalArgumentException(
          "expected %d bins, found %d".formatted(ends[ends.length - 1], counts.length));
    }
    long[] merged = new long[ends.length];
    for (int group = 0; group < merged.length; group++) {
      merged[group] = Arrays.stream(counts, first(group), ends[group]).sum();
    }
    return merged;
  }
}
