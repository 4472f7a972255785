package dev.sightline.evaluation.comparison;

/**
 * A range that holds the true value with a stated confidence.
 *
 * @param lower its lower end
 * @param upper its upper end, not below lower
 */
public record ConfidenceInterval(double lower, double upper) {
  public ConfidenceInterval {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "expected a lower end up to the upper one, found " + lower + " and " + upper);
    }
  }

  /**
   * Wilson's score interval of a share such as an accuracy, without continuity correction: (k +
   * z²/2 ± z·√(k·(n − k)/n + z²/4)) / (n + z²) for k of n. It lies in [0, 1], and is all of it when
   * n is 0.
   *
   * @param hits k, from 0 to n
   * @param total n, 0 or more
   * @param level of confidence in (0, 1 - 1e-10], such as 0.95
   * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson, Probable Inference, the
   *     Law of Succession, and Statistical Inference, 1927</a>
   */
  public static ConfidenceInterval wilson(long hits, long total, double level) {
    if (hits < 0 || hits > total) {
      throw new IllegalArgumentException(
          "expected hits from 0 to the total, found " + hits + " of " + total);
    }
    double z = NormalQuantile.twoSided(level);
    double misses = total - hits;
    double spread = total == 0 ? 0 : hits * (misses / total);
    double half = z * Math.sqrt(spread + z * z / 4);
    double middle = hits + z * z / 2;
    double scale = total + z * z;
    // The ends at none and all are exact but for rounding.
    double lower = hits == 0 ? 0 : (middle - half) / scale;
    double upper = hits == total ? 1 : (middle + half) / scale;
    return within(0, 1, lower, upper);
  }

  /** The part of an interval that lies in a range. */
  public static ConfidenceInterval within(double least, double most, double lower, double upper) {
    return new ConfidenceInterval(Math.max(least, lower), Math.min(most, upper));
  }

  public boolean contains(double value) {
    return value >= lower && value <= upper;
  }
}
