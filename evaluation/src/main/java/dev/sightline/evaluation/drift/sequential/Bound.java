package dev.sightline.evaluation.drift.sequential;

/**
 * What is held to be true of the mean of observations in [0, 1], given all before them: that it
 * lies on one side of a limit. A bet against it of size λ multiplies by 1 + λ·(limit − x), or 1 +
 * λ·(x − limit), which has an expectation of 1 at most as long as it is true.
 *
 * @param limit in [0, 1]
 */
record Bound(Side side, double limit) {
  /** No bet is larger, so that none is infinite where the limit is an end. */
  private static final double LEAST_ROOM = 1e-6;

  /** Where the mean lies. */
  enum Side {
    /** At the limit or above. */
    AT_LEAST,
    /** At the limit or below. */
    AT_MOST
  }

  Bound {
    if (!(limit >= 0 && limit <= 1)) {
      throw new IllegalArgumentException("expected a limit in [0, 1], found " + limit);
    }
  }

  /** Whether it could be false at all. */
  boolean canFail() {
    return side == Side.AT_LEAST ? limit > 0 : limit < 1;
  }

  /** The largest λ of which no observation makes a factor below 0. */
  double largestBet() {
    return 1 / Math.max(LEAST_ROOM, side == Side.AT_LEAST ? 1 - limit : limit);
  }

  /** The logarithm of the factor of one observation. */
  double logFactor(double bet, double observation) {
    double violation = side == Side.AT_LEAST ? limit - observation : observation - limit;
    return Math.log1p(bet * violation);
  }
}
