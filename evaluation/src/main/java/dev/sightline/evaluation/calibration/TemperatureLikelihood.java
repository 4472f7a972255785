package dev.sightline.evaluation.calibration;

/**
 * How likely the labels are under softmax(s · logits), as a function of the sharpness s, one over
 * the temperature.
 *
 * <p>The negative log likelihood is convex in s: with z the logits of an image and y its class, its
 * slope is the mean of E[z] − z(y), and its curvature the mean of Var[z], where both are taken
 * under softmax(s · z).
 */
final class TemperatureLikelihood {
  private static final double TOLERANCE = 1e-12;
  private static final int MOST_STEPS = 200;

  private final double[] logits;
  private final int[] labels;
  private final int classes;

  /** Negative log likelihood, slope and curvature, each a mean over the images. */
  private record Point(double value, double slope, double curvature) {}

  /**
   * @param logits [images, classes], row-major, finite; replaced by their distance from the largest
   *     of their row
   */
  TemperatureLikelihood(double[] logits, int[] labels, int classes) {
    this.logits = logits;
    this.labels = labels;
    this.classes = classes;
    for (int row = 0; row < logits.length; row += classes) {
      subtractLargest(row);
    }
  }

  private void subtractLargest(int row) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = row; i < row + classes; i++) {
      largest = Math.max(largest, logits[i]);
    }
    for (int i = row; i < row + classes; i++) {
      logits[i] -= largest;
    }
  }

  /** The mean negative log likelihood in nats; 0 without images. */
  double negativeLog(double sharpness) {
    return at(sharpness).value();
  }

  /**
   * Where in [lowest, highest] the negative log likelihood is least: the root of its slope, by
   * Newton's steps, each kept inside what still encloses the root.
   */
  double bestSharpness(double lowest, double highest) {
    if (at(lowest).slope() >= 0) {
      return lowest;
    }
    if (at(highest).slope() <= 0) {
      return highest;
    }
    double low = lowest;
    double high = highest;
    double sharpness = Math.sqrt(low * high);
    for (int step = 0; step < MOST_STEPS && high - low > TOLERANCE * high; step++) {
      Point point = at(sharpness);
      if (point.slope() < 0) {
        low = sharpness;
      } else {
        high = sharpness;
      }
      double next = sharpness - point.slope() / point.curvature();
      next = next > low && next < high ? next : Math.sqrt(low * high);
      if (Math.abs(next - sharpness) <= TOLERANCE * sharpness) {
        return next;
      }
      sharpness = next;
    }
    return sharpness;
  }

  private Point at(double sharpness) {
    double value = 0;
    double slope = 0;
    double curvature = 0;
    for (int image = 0; image < labels.length; image++) {
      int row = image * classes;
      double sum = 0;
      double first = 0;
      double second = 0;
      for (int i = row; i < row + classes; i++) {
        double power = Math.exp(sharpness * logits[i]);
        sum += power;
        first += power * logits[i];
        second += power * logits[i] * logits[i];
      }
      double mean = first / sum;
      double actual = logits[row + labels[image]];
      value += Math.log(sum) - sharpness * actual;
      slope += mean - actual;
      curvature += second / sum - mean * mean;
    }
    int images = Math.max(1, labels.length);
    return new Point(value / images, slope / images, curvature / images);
  }
}
