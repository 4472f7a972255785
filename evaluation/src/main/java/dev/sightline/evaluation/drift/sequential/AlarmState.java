package dev.sightline.evaluation.drift.sequential;

import java.util.Map;
import java.util.TreeMap;

/**
 * All that an alarm remembers; equal contents do not make equal records. Nobody changes the array.
 *
 * @param raised whether there is an alarm
 * @param quantity the one that it is about, from 0 on; without an alarm, 0
 * @param numbers of the {@link Family}
 * @param samples by quantity, those that are not empty: without an alarm what one would be about,
 *     with one the block that may clear it
 */
public record AlarmState(
    boolean raised, int quantity, double[] numbers, Map<Integer, Sample> samples) {

  public AlarmState {
    samples = new TreeMap<>(samples);
  }

  /** The state of a family that has seen nothing. */
  public static AlarmState start(Family family) {
    return of(false, 0, new double[family.size()]);
  }

  /** A state without a sample. */
  static AlarmState of(boolean raised, int quantity, double[] numbers) {
    return new AlarmState(raised, quantity, numbers, Map.of());
  }

  /**
   * The state under another definition of what is watched: evidence and samples start anew, and
   * what is raised stays raised.
   */
  public AlarmState anew(Family family) {
    int same = quantity < family.ranges().size() ? quantity : 0;
    return of(raised, same, new double[family.size()]);
  }

  /** Whether it is a state of a family: what another definition has left is not. */
  public boolean fits(Family family) {
    int quantities = family.ranges().size();
    return numbers.length == family.size()
        && quantity >= 0
        && quantity < quantities
        && samples.keySet().stream().allMatch(each -> each >= 0 && each < quantities);
  }

  /** That of a quantity. */
  Sample sample(int of) {
    return samples.getOrDefault(of, Sample.EMPTY);
  }
}
