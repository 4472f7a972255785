package dev.sightline.dashboard.present;

import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import java.util.List;

/**
 * Predictions of a window by confidence, in {@value #BINS} bins: what is kept of the finer
 * histogram of each window. An estimate by a reliability diagram of as many bins is exact from it.
 */
final class CoarseConfidences {
  static final int BINS = 15;
  private static final int FINE = ConfidenceHistogram.BINS / BINS;

  private final int[] counts = new int[BINS];

  private CoarseConfidences() {}

  /**
   * @param fine counts of the window's bins; another number of bins than is known counts nothing
   */
  static CoarseConfidences of(List<Long> fine) {
    CoarseConfidences coarse = new CoarseConfidences();
    if (fine.size() == ConfidenceHistogram.BINS) {
      for (int bin = 0; bin < fine.size(); bin++) {
        long sum = coarse.counts[bin / FINE] + Math.max(0, fine.get(bin));
        coarse.counts[bin / FINE] = (int) Math.min(Integer.MAX_VALUE, sum);
      }
    }
    return coarse;
  }

  /** The same in the finer bins, spread evenly over those of each coarse one. */
  ConfidenceHistogram spread() {
    ConfidenceHistogram fine = new ConfidenceHistogram();
    for (int bin = 0; bin < ConfidenceHistogram.BINS; bin++) {
      int count = counts[bin / FINE];
      int share = count / FINE + (bin % FINE < count % FINE ? 1 : 0);
      if (share > 0) {
        fine.add(bin, share);
      }
    }
    return fine;
  }
}
