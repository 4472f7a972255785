package dev.sightline.evaluation.drift.distance;

import java.util.Optional;

/**
 * Pearson's χ² test of whether two rows of counts come from the same shares. Categories that came
 * in neither row are left out.
 *
 * @param statistic Σ (observed − expected)² / expected; infinite when a category came of which none
 *     was expected
 * @param degreesOfFreedom the categories less one
 * @param pValue how often rows of the same shares differ this much or more, in [0, 1]; it is an
 *     approximation, good where five or more are expected of each category, and it holds for one
 *     look at one window only
 */
public record ChiSquare(double statistic, int degreesOfFreedom, double pValue) {
  private static final double YATES = 0.5;

  /**
   * The one-sample test, as Evidently's: the reference's shares are taken for exact, and the
   * expected count is the reference's count · n / m for n observations now and m then. With a
   * reference of the size of the window it takes the same difference for twice as sure as {@link
   * #twoSample} does.
   *
   * @return empty when a row has no counts, or there is one category only
   * @throws IllegalArgumentException when the lengths differ or a count is negative
   */
  public static Optional<ChiSquare> oneSample(long[] reference, long[] current) {
    CategoryCounts counts = new CategoryCounts(reference, current).seen();
    if (counts.isEmpty() || counts.categories() < 2) {
      return Optional.empty();
    }
    double scale =
        CategoryCounts.total(counts.current()) / CategoryCounts.total(counts.reference());
    double statistic = 0;
    for (int i = 0; i < counts.categories(); i++) {
      statistic += term(counts.current()[i], counts.reference()[i] * scale, 0);
    }
    return Optional.of(of(statistic, counts.categories() - 1));
  }

  /**
   * The two-sample test, as NannyML's and scipy's {@code chi2_contingency}: the reference is a
   * sample too. With two categories Yates' correction takes half an observation, or all there is,
   * off each difference.
   *
   * @return empty when a row has no counts, or there is one category only
   * @throws IllegalArgumentException when the lengths differ or a count is negative
   */
  public static Optional<ChiSquare> twoSample(long[] reference, long[] current) {
    CategoryCounts counts = new CategoryCounts(reference, current).seen();
    if (counts.isEmpty() || counts.categories() < 2) {
      return Optional.empty();
    }
    double then = CategoryCounts.total(counts.reference());
    double now = CategoryCounts.total(counts.current());
    double correction = counts.categories() == 2 ? YATES : 0;
    double statistic = 0;
    for (int i = 0; i < counts.categories(); i++) {
      double both = (double) counts.reference()[i] + counts.current()[i];
      statistic += term(counts.reference()[i], both * (then / (then + now)), correction);
      statistic += term(counts.current()[i], both * (now / (then + now)), correction);
    }
    return Optional.of(of(statistic, counts.categories() - 1));
  }

  private static double term(double observed, double expected, double correction) {
    double difference = Math.max(0, Math.abs(observed - expected) - correction);
    return difference == 0 ? 0 : difference * difference / expected;
  }

  private static ChiSquare of(double statistic, int degreesOfFreedom) {
    return new ChiSquare(
        statistic, degreesOfFreedom, UpperGamma.regularized(degreesOfFreedom / 2.0, statistic / 2));
  }
}
