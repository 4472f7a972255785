package dev.sightline.evaluation.drift.sequential;

/**
 * Observations of a quantity one after the other, by their sum.
 *
 * @param count of them
 * @param sum of them, each in [0, 1]
 * @param observations of all quantities meanwhile
 * @param sinceMs when they began, in ms of the time that was given
 */
public record Stretch(long count, double sum, long observations, long sinceMs) {

  /** Their mean; NaN where there is none. */
  double mean() {
    return sum / count;
  }

  /** With those that came after them. */
  Stretch and(Stretch later) {
    return new Stretch(
        count + later.count, sum + later.sum, observations + later.observations, sinceMs);
  }

  /**
   * How much they speak against a bound: the most that bets on one mean could have won, as a
   * logarithm. That is the count times the Kullback-Leibler divergence of the mean from the bound.
   */
  double against(double bound) {
    return count * (part(mean(), bound) + part(1 - mean(), 1 - bound));
  }

  private static double part(double share, double of) {
    return share <= 0 ? 0 : share * Math.log(share / of);
  }
}
