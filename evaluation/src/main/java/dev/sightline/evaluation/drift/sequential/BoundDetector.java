package dev.sightline.evaluation.drift.sequential;

import java.util.stream.IntStream;

/**
 * The e-detector of one bound: Shiryaev and Roberts' sum over all moments at which the bound may
 * have begun to fail, for several bets. A definition, immutable; what changes is an array of one
 * number a bet, kept elsewhere.
 *
 * <p>For a batch of b observations x and a bet λ
 *
 * <pre>
 * evidence = M · Π (1 + λ·(limit − x))         what an alarm looks at: the mean over the bets
 * M        = evidence + b
 * </pre>
 *
 * <p>The b bets that start with these observations start behind them. The textbook's (M + b)·Π … is
 * a supermartingale only as long as nobody cuts batches with regard to what is in them; this one is
 * for any cut, since the factor of a batch that ends at any moment has an expectation of 1 at most.
 * It costs no more than the first batch after a start, which nothing is bet on.
 *
 * <p>Factors are taken as logarithms: a batch of any size neither overflows nor divides by zero.
 */
final class BoundDetector {
  private static final double LARGEST = 1e300;

  private final Bound bound;
  private final double[] bets;

  BoundDetector(Bound bound, Bets bets) {
    this.bound = bound;
    this.bets =
        IntStream.range(0, bets.count())
            .mapToDouble(i -> bets.share(i) * bound.largestBet())
            .toArray();
  }

  /** How many numbers it keeps. */
  int size() {
    return bets.length;
  }

  /**
   * Takes in a batch.
   *
   * @param kept its numbers stand from here on, and are replaced; all 0 at the start
   * @return the evidence that the bound fails, 0 or more, may be infinite
   */
  double look(double[] kept, int from, Batch batch) {
    double sum = 0;
    for (int i = 0; i < bets.length; i++) {
      double bet = bets[i];
      double logFactor = batch.sum(observation -> bound.logFactor(bet, observation));
      double evidence = Math.exp(Math.log(kept[from + i]) + logFactor);
      kept[from + i] = Math.min(LARGEST, evidence + batch.total());
      sum += evidence;
    }
    return sum / bets.length;
  }
}
