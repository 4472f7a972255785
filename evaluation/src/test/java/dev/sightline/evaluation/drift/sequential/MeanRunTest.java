package dev.sightline.evaluation.drift.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.evaluation.drift.sequential.Family.Sharing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/**
 * Without drift an alarm comes no sooner than promised, on average over many seeded runs: with the
 * mean at the very end of its range, which is the worst case, and whatever the batches.
 */
class MeanRunTest {
  private static final double MEAN_RUN = 400;
  private static final int RUNS = 300;

  private final Family accuracy =
      new Family(Sharing.EVERY_QUANTITY, List.of(new Range(0.9, 0.9, 1)), Bets.OF_A_MEAN);

  @Test
  void oneByOne() {
    assertThat(meanRun(random -> run(accuracy, random, () -> hits(random, 1))))
        .isGreaterThan(MEAN_RUN);
  }

  @Test
  void inBatchesOfAnySize() {
    assertThat(meanRun(random -> run(accuracy, random, () -> hits(random, random.nextInt(1, 200)))))
        .isGreaterThan(MEAN_RUN);
  }

  /** Six partitions whose batches overtake one another. */
  @Test
  void inBatchesThatComeInAnyOrder() {
    assertThat(meanRun(this::runOfPartitions)).isGreaterThan(MEAN_RUN);
  }

  /** A batch ends with the first miss: what is in it decides how long it is. */
  @Test
  void inBatchesThatAreCutWithRegardToWhatIsInThem() {
    assertThat(meanRun(random -> run(accuracy, random, () -> untilMisses(random, 1))))
        .isGreaterThan(MEAN_RUN);
    assertThat(meanRun(random -> run(accuracy, random, () -> untilMisses(random, 3))))
        .isGreaterThan(MEAN_RUN);
    assertThat(meanRun(random -> run(accuracy, random, () -> longIfBad(random))))
        .isGreaterThan(MEAN_RUN);
  }

  /**
   * A batch goes on as long as it looks bad, until it would be an alarm: the textbook's sum alarms
   * after three quarters of these.
   */
  @Test
  void inBatchesThatAreCutToLookBad() {
    assertThat(meanRun(this::runToLookBad)).isGreaterThan(MEAN_RUN);
  }

  @Test
  void ofTheSharesOfManyClasses() {
    Family shares =
        new Family(
            Sharing.EVERY_QUANTITY,
            Collections.nCopies(10, new Range(0.1, 0.1, 0.1)),
            Bets.OF_A_BIN);

    assertThat(
            meanRun(
                random ->
                    run(
                        shares,
                        random,
                        () -> {
                          long[] counts = new long[10];
                          int images = random.nextInt(1, 50);
                          for (int i = 0; i < images; i++) {
                            counts[random.nextInt(10)]++;
                          }
                          List<Batch> batches = new ArrayList<>();
                          for (long count : counts) {
                            batches.add(Batch.ofHits(count, images));
                          }
                          return batches;
                        })))
        .isGreaterThan(MEAN_RUN);
  }

  /** Each image is of one class: the detectors share the observations, not the evidence. */
  @Test
  void ofTheRecallOfManyClasses() {
    Family recall =
        new Family(
            Sharing.ONE_QUANTITY, Collections.nCopies(5, new Range(0.8, 0.8, 1)), Bets.OF_A_BIN);

    assertThat(
            meanRun(
                random ->
                    run(
                        recall,
                        random,
                        () -> {
                          List<Batch> batches = new ArrayList<>();
                          for (int i = 0; i < 5; i++) {
                            long images = random.nextInt(0, 8);
                            batches.add(Batch.ofHits(Binomial.draw(random, images, 0.8), images));
                          }
                          return batches;
                        })))
        .isGreaterThan(MEAN_RUN);
  }

  private static List<Batch> hits(SplittableRandom random, int images) {
    return List.of(Batch.ofHits(Binomial.draw(random, images, 0.9), images));
  }

  private static List<Batch> untilMisses(SplittableRandom random, int misses) {
    int images = 0;
    for (int missed = 0; missed < misses; images++) {
      missed += random.nextDouble() < 0.9 ? 0 : 1;
    }
    return List.of(Batch.ofHits(images - misses, images));
  }

  /** The first decides: after a miss the batch is long, else it is over. */
  private static List<Batch> longIfBad(SplittableRandom random) {
    boolean bad = random.nextDouble() >= 0.9;
    long more = bad ? 300 : 0;
    long hits = (bad ? 0 : 1) + Binomial.draw(random, more, 0.9);
    return List.of(Batch.ofHits(hits, 1 + more));
  }

  private static List<Batch> whileItLooksBad(SplittableRandom random, double[] kept) {
    double[] logRatios = new double[Bets.OF_A_MEAN.count()];
    long hits = 0;
    long images = 0;
    double ratio;
    double evidence;
    do {
      boolean hit = random.nextDouble() < 0.9;
      images++;
      hits += hit ? 1 : 0;
      ratio = 0;
      evidence = 0;
      for (int i = 0; i < logRatios.length; i++) {
        logRatios[i] += Math.log1p(Bets.OF_A_MEAN.share(i) * 10 * (0.9 - (hit ? 1 : 0)));
        double ofBet = Math.exp(logRatios[i]) / logRatios.length;
        ratio += ofBet;
        evidence += (kept[i] + images) * ofBet;
      }
    } while (ratio >= 0.9 && evidence < MEAN_RUN);
    return List.of(Batch.ofHits(hits, images));
  }

  private long runOfPartitions(SplittableRandom random) {
    Random order = new Random(random.nextLong());
    List<List<Batch>> pending = new ArrayList<>();
    return run(
        accuracy,
        random,
        () -> {
          if (pending.isEmpty()) {
            for (int i = 0; i < 30; i++) {
              pending.add(hits(random, random.nextInt(1, 40)));
            }
            Collections.shuffle(pending, order);
          }
          return pending.remove(0);
        });
  }

  /** Observations until the alarm. */
  private static long run(Family family, SplittableRandom random, Batches next) {
    AlarmRule rule = new AlarmRule(family, MEAN_RUN, 1);
    AlarmState state = AlarmState.start(family);
    long observations = 0;
    while (!state.raised()) {
      List<Batch> batches = next.next();
      observations += family.observations(batches);
      state = rule.next(state, batches, observations).next();
    }
    return observations;
  }

  private long runToLookBad(SplittableRandom random) {
    AlarmRule rule = new AlarmRule(accuracy, MEAN_RUN, 1);
    AlarmState state = AlarmState.start(accuracy);
    long observations = 0;
    while (!state.raised()) {
      List<Batch> batches = whileItLooksBad(random, state.numbers());
      observations += batches.get(0).total();
      state = rule.next(state, batches, observations).next();
    }
    return observations;
  }

  private interface Batches {
    List<Batch> next();
  }

  private static double meanRun(ToLongFunction<SplittableRandom> run) {
    SplittableRandom random = new SplittableRandom(12);
    double sum = 0;
    for (int i = 0; i < RUNS; i++) {
      sum += run.applyAsLong(random.split());
    }
    return sum / RUNS;
  }
}
