package dev.sightline.benchmarks.training;

import dev.sightline.benchmarks.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What all sides did in all rounds.
 *
 * @param rounds by side and batch size, the same ones in every round
 */
record TrainingRounds(List<Map<Side, SortedMap<Integer, Pace>>> rounds) {
  TrainingRounds {
    rounds = List.copyOf(rounds);
  }

  SortedSet<Integer> batchSizes() {
    return (SortedSet<Integer>) rounds.get(0).get(Side.ALL.get(0)).keySet();
  }

  Figures imagesPerSecond(Side side, int batchSize) {
    return Figures.of(paces(side, batchSize), Pace::imagesPerSecond);
  }

  /** The batch size of the highest median, the smallest of equals. */
  int best(Side side) {
    return batchSizes().stream()
        .max(
            Comparator.<Integer>comparingDouble(size -> imagesPerSecond(side, size).median())
                .thenComparing(Comparator.reverseOrder()))
        .orElseThrow();
  }

  /** How many times as fast as another side, taken within each round. */
  Figures ratio(Side side, int batchSize, Side other, int otherBatchSize) {
    return Figures.of(
        rounds,
        round ->
            round.get(side).get(batchSize).imagesPerSecond()
                / round.get(other).get(otherBatchSize).imagesPerSecond());
  }

  /** In percent; of a side that tells it. */
  Figures percentOutsideSession(Side side, int batchSize) {
    return Figures.of(
        paces(side, batchSize), pace -> 100 * pace.outsideSession().orElse(Double.NaN));
  }

  private List<Pace> paces(Side side, int batchSize) {
    return rounds.stream().map(round -> round.get(side).get(batchSize)).toList();
  }
}
