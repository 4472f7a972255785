package dev.sightline.evaluation.drift.sequential;

/**
 * How much is bet against what is held to be true, as shares of the largest bet: a geometric row.
 * Small bets find small changes late, large bets find large ones soon; the mean of all does both.
 *
 * @param least the smallest share, above 0
 * @param most the largest share, below 1: at 1 a single observation could end all evidence
 * @param count how many, 2 or more
 */
public record Bets(double least, double most, int count) {
  /** For a mean that is watched alone, such as an accuracy. */
  public static final Bets OF_A_MEAN = new Bets(0.01, 0.95, 12);

  /** For one of many, such as the share of a class: fewer numbers to keep, and also rare ones. */
  public static final Bets OF_A_BIN = new Bets(0.005, 0.9, 8);

  /**
   * @throws IllegalArgumentException when they are no such row
   */
  public Bets {
    if (!(least > 0 && least < most && most < 1 && count >= 2)) {
      throw new IllegalArgumentException(
          "expected 2 bets or more, ascending in (0, 1), found %d from %s to %s"
              .formatted(count, least, most));
    }
  }

  /** One of them, from 0 on. */
  double share(int index) {
    return least * Math.pow(most / least, index / (count - 1.0));
  }
}
