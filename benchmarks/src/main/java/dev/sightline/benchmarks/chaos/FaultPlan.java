package dev.sightline.benchmarks.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The faults of a run: a pure function of the seed and the run's length. Each target has a sequence
 * of its own, so that faults of several targets fall together and those of one never do.
 */
final class FaultPlan {
  /** Everything is up by itself first. */
  private static final int CALM_SECONDS = 20;

  private static final int MIN_PAUSE_SECONDS = 20;
  private static final int MAX_PAUSE_SECONDS = 90;

  /** A fault in seconds from the start of the run. */
  record Planned(Fault fault, int fromSecond, int untilSecond) {}

  private FaultPlan() {}

  /**
   * The faults of one target in order of time. In turn, each of its kinds once, in an order drawn
   * anew for each round.
   *
   * @param seconds the length of the run: all faults are over by then
   */
  static List<Planned> of(Target target, long seed, int seconds) {
    Random random = new Random(31 * seed + target.ordinal());
    List<Planned> planned = new ArrayList<>();
    List<Fault> round = new ArrayList<>();
    int at = CALM_SECONDS;
    while (true) {
      if (round.isEmpty()) {
        round.addAll(Fault.of(target));
        Collections.shuffle(round, random);
      }
      Fault fault = round.remove(0);
      int from = at + between(random, MIN_PAUSE_SECONDS, MAX_PAUSE_SECONDS);
      int until = from + between(random, fault.minSeconds(), fault.maxSeconds());
      if (until > seconds) {
        return planned;
      }
      planned.add(new Planned(fault, from, until));
      at = until;
    }
  }

  private static int between(Random random, int min, int max) {
    return min + random.nextInt(max - min + 1);
  }
}
