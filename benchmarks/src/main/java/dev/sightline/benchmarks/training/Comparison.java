package dev.sightline.benchmarks.training;

import dev.sightline.benchmarks.Figures;

/**
 * One side beside another, at the tutorial's batch size and at the best that each has.
 *
 * @param atTutorials images/s, how many times as many
 * @param atBest likewise
 */
record Comparison(
    Side side, Side other, Figures atTutorials, Figures atBest, int best, int otherBest) {
  static final int TUTORIALS_BATCH_SIZE = 32;
  static final double AIM = 1.8;

  static Comparison of(TrainingRounds rounds, Side side, Side other) {
    int best = rounds.best(side);
    int otherBest = rounds.best(other);
    return new Comparison(
        side,
        other,
        rounds.ratio(side, TUTORIALS_BATCH_SIZE, other, TUTORIALS_BATCH_SIZE),
        rounds.ratio(side, best, other, otherBest),
        best,
        otherBest);
  }

  /** Whether the best batch sizes are the harder comparison. */
  boolean isBestHarder() {
    return atBest.median() < atTutorials.median();
  }

  /** The ratio of the harder comparison. */
  Figures harder() {
    return isBestHarder() ? atBest : atTutorials;
  }

  boolean isMet() {
    return harder().median() >= AIM;
  }
}
