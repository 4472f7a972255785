package dev.sightline.evaluation.drift.estimate;

import dev.sightline.evaluation.histogram.ConfidenceHistogram;

/** What the confidences in each bin of a {@link ConfidenceHistogram} are worth. Immutable. */
@FunctionalInterface
public interface ConfidenceWorth {
  /** Confidences that are what they say. */
  ConfidenceWorth AS_THEY_ARE =
      bin -> Worth.between(bin * 1.0 / ConfidenceHistogram.BINS, upper(bin));

  /**
   * @param bin from 0 to {@link ConfidenceHistogram#BINS} - 1
   */
  Worth of(int bin);

  private static double upper(int bin) {
    return (bin + 1) * 1.0 / ConfidenceHistogram.BINS;
  }
}
