package dev.sightline.evaluation.drift.distance;

/**
 * The regularized upper incomplete gamma function Q(a, x): the share of a gamma distribution of
 * shape a above x; of χ² with k degrees of freedom above s it is Q(k/2, s/2). To about 1e-12 of its
 * size, 0 below 1e-300.
 *
 * <p>By the series of the lower function where x is below a + 1, by the continued fraction of the
 * upper one elsewhere.
 *
 * @see <a href="https://dlmf.nist.gov/8.9">NIST Digital Library of Mathematical Functions, 8.7 and
 *     8.9</a>
 */
final class UpperGamma {
  private static final double PRECISION = 1e-16;
  private static final double TINY = 1e-300;

  /** Lanczos' approximation with g = 7 and nine terms. */
  private static final double[] LANCZOS = {
    0.99999999999980993,
    676.5203681218851,
    -1259.1392167224028,
    771.32342877765313,
    -176.61502916214059,
    12.507343278686905,
    -0.13857109526572012,
    9.9843695780195716e-6,
    1.5056327351493116e-7
  };

  private static final double LANCZOS_G = 7;

  private UpperGamma() {}

  /**
   * @param a above 0
   * @param x 0 or more, also infinite
   */
  static double regularized(double a, double x) {
    if (x <= 0) {
      return 1;
    }
    if (Double.isInfinite(x)) {
      return 0;
    }
    double scale = Math.exp(a * Math.log(x) - x - logGamma(a));
    return x < a + 1 ? 1 - scale * series(a, x) : scale * continuedFraction(a, x);
  }

  /** Σ xⁿ / (a·(a+1)·…·(a+n)). */
  private static double series(double a, double x) {
    double term = 1 / a;
    double sum = term;
    for (double n = 1; term > sum * PRECISION; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return sum;
  }

  /** Lentz's method on 1/(x + 1 − a − 1·(1 − a)/(x + 3 − a − …)). */
  private static double continuedFraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double value = d;
    double change = 0;
    for (double n = 1; Math.abs(change - 1) > PRECISION && n < 100_000; n++) {
      double numerator = -n * (n - a);
      b += 2;
      d = 1 / notZero(numerator * d + b);
      c = notZero(b + numerator / c);
      change = c * d;
      value *= change;
    }
    return value;
  }

  private static double notZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /** The logarithm of the gamma function of a number of 0.5 or more. */
  static double logGamma(double a) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (a - 1 + i);
    }
    double t = a - 1 + LANCZOS_G + 0.5;
    return 0.5 * Math.log(2 * Math.PI) + (a - 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
