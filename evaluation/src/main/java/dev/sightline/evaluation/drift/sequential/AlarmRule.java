package dev.sightline.evaluation.drift.sequential;

import dev.sightline.evaluation.arithmetic.Quotient;
import dev.sightline.evaluation.comparison.ConfidenceInterval;
import java.util.List;
import java.util.Optional;

/**
 * When an alarm is raised and when it is cleared: state × batches → state. Pure; without drift the
 * mean run from a start to an alarm is at least {@link #meanRun()} observations.
 *
 * <p>It is raised when the evidence reaches the mean run. It is cleared by the first whole block of
 * observations after it in which the quantity that moved has a mean within its range, and no other
 * one is for certain outside of its own. So it neither flutters nor sticks: one look a block, and
 * what is back in its range passes it most often. The evidence then starts anew.
 */
public final class AlarmRule {
  /** What is left of the most evidence in a sample when it was but chance: a new sample begins. */
  private static final double SPENT = 0.1;

  /** That no quantity which is in its range is taken to be outside. */
  private static final double CLEAR_LEVEL = 0.8;

  private final Family family;
  private final double meanRun;
  private final long clearAfter;

  /**
   * @param meanRun observations, above 1
   * @param clearAfter the length of a block, in observations, 1 or more
   * @throws IllegalArgumentException when they are not
   */
  public AlarmRule(Family family, double meanRun, long clearAfter) {
    if (!(meanRun > 1 && meanRun < Double.POSITIVE_INFINITY) || clearAfter < 1) {
      throw new IllegalArgumentException(
          "expected a mean run above 1 and a block of 1 or more, found %s and %d"
              .formatted(meanRun, clearAfter));
    }
    this.family = family;
    this.meanRun = meanRun;
    this.clearAfter = clearAfter;
  }

  /** What follows from a look; a finding where an alarm was raised or cleared. */
  public record Step(AlarmState next, Optional<Finding> finding) {
    private static Step quietly(AlarmState next) {
      return new Step(next, Optional.empty());
    }
  }

  /** What is watched. */
  public Family family() {
    return family;
  }

  /** The least mean number of observations from a start to a false alarm. */
  public double meanRun() {
    return meanRun;
  }

  /**
   * Takes in a batch of each quantity.
   *
   * @param nowMs the time behind these observations
   * @throws IllegalArgumentException when state or batches are not those of the family
   */
  public Step next(AlarmState state, List<Batch> batches, long nowMs) {
    if (!state.fits(family)) {
      throw new IllegalArgumentException("expected a state of this family, found another one's");
    }
    return state.raised() ? raised(state, batches, nowMs) : quiet(state, batches, nowMs);
  }

  private Step quiet(AlarmState state, List<Batch> batches, long nowMs) {
    Family.Look look = family.look(state.numbers(), batches);
    double peak = Math.max(state.peak(), look.evidence());
    AlarmState sample = with(state, look.numbers(), batches, peak);
    if (look.evidence() >= meanRun) {
      return new Step(
          AlarmState.of(true, look.quantity(), new double[family.size()], family, nowMs),
          Optional.of(finding(sample, look.quantity(), look.isLow(), look.evidence())));
    }
    return Step.quietly(
        isSpent(look.evidence(), peak)
            ? AlarmState.of(false, 0, look.numbers(), family, nowMs)
            : sample);
  }

  /** Less than the root of the mean run is half the way to an alarm: nothing yet. */
  private boolean isSpent(double evidence, double peak) {
    return evidence < Math.sqrt(meanRun) || evidence < SPENT * peak;
  }

  private Step raised(AlarmState state, List<Batch> batches, long nowMs) {
    AlarmState block = with(state, state.numbers(), batches, 0);
    if (block.observations() < clearAfter) {
      return Step.quietly(block);
    }
    if (isBack(block)) {
      return new Step(
          AlarmState.start(family, nowMs), Optional.of(finding(block, block.quantity(), false, 0)));
    }
    return Step.quietly(AlarmState.of(true, state.quantity(), state.numbers(), family, nowMs));
  }

  private AlarmState with(AlarmState state, double[] numbers, List<Batch> batches, double peak) {
    long[] counts = state.counts().clone();
    double[] sums = state.sums().clone();
    for (int i = 0; i < counts.length; i++) {
      counts[i] += batches.get(i).total();
      sums[i] += batches.get(i).sum();
    }
    return new AlarmState(
        state.raised(),
        state.quantity(),
        numbers,
        counts,
        sums,
        state.observations() + family.observations(batches),
        peak,
        state.sinceMs());
  }

  private boolean isBack(AlarmState block) {
    double level = 1 - (1 - CLEAR_LEVEL) / block.counts().length;
    for (int i = 0; i < block.counts().length; i++) {
      ConfidenceInterval interval =
          ConfidenceInterval.wilson(hits(block, i), block.counts()[i], level);
      if (!family.ranges().get(i).meets(interval)) {
        return false;
      }
    }
    int moved = block.quantity();
    return block.counts()[moved] > 0
        && family.ranges().get(moved).contains(block.sums()[moved] / block.counts()[moved]);
  }

  /** Of observations between 0 and 1, which spread less than hits and misses: so many at most. */
  private static long hits(AlarmState block, int quantity) {
    return Math.min(block.counts()[quantity], Math.round(block.sums()[quantity]));
  }

  private static Finding finding(AlarmState sample, int quantity, boolean isLow, double evidence) {
    return new Finding(
        quantity,
        isLow,
        Quotient.of(sample.sums()[quantity], sample.counts()[quantity]),
        sample.observations(),
        sample.sinceMs(),
        evidence);
  }
}
