package dev.sightline.evaluation.drift.estimate;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.evaluation.histogram.ConfidenceHistogram;

/**
 * Confidences are worth what temperature scaling makes of them. That depends on the probabilities
 * of the other classes too, which a histogram does not hold: the two ends are that they all are
 * equal, and that as few as can share the rest. The worth is the middle of the ends over the bin,
 * the error the way to them. Where all probabilities are at hand, {@link
 * EstimatedAccuracy#ofCalibrated} is exact.
 *
 * @param scaling the temperature
 * @param classes how many there are, 2 or more
 */
public record TemperatureWorth(TemperatureScaling scaling, int classes) implements ConfidenceWorth {
  /**
   * @throws IllegalArgumentException when there are fewer than two classes
   */
  public TemperatureWorth {
    if (classes < 2) {
      throw new IllegalArgumentException("expected 2 classes or more, found " + classes);
    }
  }

  @Override
  public Worth of(int bin) {
    // A top-1 probability is at least 1/classes.
    double from = Math.max(1.0 / classes, bin / (double) ConfidenceHistogram.BINS);
    double to = Math.max(from, (bin + 1) / (double) ConfidenceHistogram.BINS);
    double[] ends = {others(from), fewOthers(from), others(to), fewOthers(to)};
    double least = 1;
    double most = 0;
    for (double end : ends) {
      least = Math.min(least, end);
      most = Math.max(most, end);
    }
    return Worth.between(least, most);
  }

  /** The other classes share the rest equally. */
  private double others(double confidence) {
    double each = (1 - confidence) / (classes - 1);
    return scaled((classes - 1) * power(each / confidence));
  }

  /** As many other classes as fit are as probable as the top one, and one has what is left. */
  private double fewOthers(double confidence) {
    double full = Math.min(classes - 1, Math.floor((1 - confidence) / confidence));
    double left = Math.max(0, 1 - confidence - full * confidence);
    return scaled(full + (full < classes - 1 ? power(left / confidence) : 0));
  }

  private double power(double ratio) {
    return Math.pow(ratio, 1 / scaling.temperature());
  }

  private static double scaled(double othersToTop) {
    return 1 / (1 + othersToTop);
  }
}
