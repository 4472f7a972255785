package dev.sightline.evaluation.drift.sequential;

import dev.sightline.evaluation.arithmetic.Quotient;
import dev.sightline.evaluation.comparison.ConfidenceInterval;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    int moved = look.quantity();
    if (look.evidence() >= meanRun) {
      Range range = family.ranges().get(moved);
      Stretch batch = stretches(batches, nowMs).get(moved);
      Sample sample = state.sample(moved).with(batch, range);
      Stretch found = sample.isEmpty() ? batch : sample.strongest(range, look.isLow());
      return new Step(
          AlarmState.of(true, moved, new double[family.size()]),
          Optional.of(finding(found, moved, look.isLow(), look.evidence())));
    }
    List<Stretch> stretches = stretches(batches, nowMs);
    Map<Integer, Sample> samples = new HashMap<>();
    for (int i = 0; i < stretches.size(); i++) {
      Sample sample = state.sample(i).with(stretches.get(i), family.ranges().get(i));
      if (!sample.isEmpty()) {
        samples.put(i, sample);
      }
    }
    return Step.quietly(new AlarmState(false, 0, look.numbers(), samples));
  }

  private List<Stretch> stretches(List<Batch> batches, long nowMs) {
    long observations = family.observations(batches);
    return batches.stream()
        .map(batch -> new Stretch(batch.total(), batch.sum(), observations, nowMs))
        .toList();
  }

  private Step raised(AlarmState state, List<Batch> batches, long nowMs) {
    List<Stretch> stretches = stretches(batches, nowMs);
    Map<Integer, Sample> block = new HashMap<>();
    for (int i = 0; i < stretches.size(); i++) {
      block.put(i, state.sample(i).longer(stretches.get(i)));
    }
    int moved = state.quantity();
    Stretch back = block.get(moved).whole();
    if (back.observations() < clearAfter) {
      return Step.quietly(new AlarmState(true, moved, state.numbers(), block));
    }
    return isBack(block, moved)
        ? new Step(AlarmState.start(family), Optional.of(finding(back, moved, false, 0)))
        : Step.quietly(AlarmState.of(true, moved, state.numbers()));
  }

  private boolean isBack(Map<Integer, Sample> block, int moved) {
    double level = 1 - (1 - CLEAR_LEVEL) / block.size();
    for (int i = 0; i < block.size(); i++) {
      Stretch each = block.get(i).whole();
      ConfidenceInterval interval = ConfidenceInterval.wilson(hits(each), each.count(), level);
      if (!family.ranges().get(i).meets(interval)) {
        return false;
      }
    }
    Stretch back = block.get(moved).whole();
    return back.count() > 0 && family.ranges().get(moved).contains(back.mean());
  }

  /** Of observations between 0 and 1, which spread less than hits and misses: so many at most. */
  private static long hits(Stretch stretch) {
    return Math.min(stretch.count(), Math.round(stretch.sum()));
  }

  private static Finding finding(Stretch found, int quantity, boolean isLow, double evidence) {
    return new Finding(
        quantity,
        isLow,
        Quotient.of(found.sum(), found.count()),
        found.observations(),
        found.sinceMs(),
        evidence);
  }
}
