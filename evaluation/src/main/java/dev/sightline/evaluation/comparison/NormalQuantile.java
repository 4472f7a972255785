package dev.sightline.evaluation.comparison;

/**
 * Quantiles of the standard normal distribution, to about 1e-15 of their size.
 *
 * @see <a href="https://doi.org/10.2307/2347330">Wichura, Algorithm AS 241: The Percentage Points
 *     of the Normal Distribution, 1988</a>
 */
public final class NormalQuantile {
  private static final double LARGEST_LEVEL = 1 - 1e-10;

  private static final double[] CENTRE_ABOVE = {
    2.50908092873012267e+3, 3.34305755835881281e+4, 6.72657709270087009e+4, 4.59219539315498715e+4,
    1.37316937655094611e+4, 1.97159095030655144e+3, 1.33141667891784377e+2, 3.38713287279636661e+0
  };
  private static final double[] CENTRE_BELOW = {
    5.22649527885285456e+3, 2.87290857357219427e+4, 3.93078958000927106e+4, 2.12137943015865959e+4,
    5.39419602142475111e+3, 6.87187007492057908e+2, 4.23133307016009113e+1, 1.0
  };
  private static final double[] TAIL_ABOVE = {
    7.74545014278341407e-4, 2.27238449892691846e-2, 2.41780725177450612e-1, 1.27045825245236838e+0,
    3.64784832476320461e+0, 5.76949722146069141e+0, 4.63033784615654530e+0, 1.42343711074968358e+0
  };
  private static final double[] TAIL_BELOW = {
    1.05075007164441684e-9, 5.47593808499534495e-4, 1.51986665636164572e-2, 1.48103976427480075e-1,
    6.89767334985100005e-1, 1.67638483018380385e+0, 2.05319162663775882e+0, 1.0
  };

  private NormalQuantile() {}

  /**
   * The z for which a share of the distribution lies in [-z, z]: 1.96 for 0.95.
   *
   * @param level in (0, 1 - 1e-10]
   * @throws IllegalArgumentException when it lies outside
   */
  public static double twoSided(double level) {
    if (!(level > 0 && level <= LARGEST_LEVEL)) {
      throw new IllegalArgumentException(
          "expected a level of confidence in (0, 1 - 1e-10], found " + level);
    }
    double fromMiddle = level / 2;
    if (fromMiddle <= 0.425) {
      double r = 0.180625 - fromMiddle * fromMiddle;
      return fromMiddle * polynomial(CENTRE_ABOVE, r) / polynomial(CENTRE_BELOW, r);
    }
    double r = Math.sqrt(-Math.log((1 - level) / 2)) - 1.6;
    return polynomial(TAIL_ABOVE, r) / polynomial(TAIL_BELOW, r);
  }

  private static double polynomial(double[] coefficients, double x) {
    double value = 0;
    for (double coefficient : coefficients) {
      value = value * x + coefficient;
    }
    return value;
  }
}
