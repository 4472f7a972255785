package dev.sightline.evaluation.drift.sequential;

/**
 * All that an alarm remembers, as plain numbers; equal contents do not make equal records. Nobody
 * changes the arrays.
 *
 * @param raised whether there is an alarm
 * @param quantity the one that it is about, from 0 on; without an alarm, 0
 * @param numbers of the {@link Family}
 * @param counts by quantity, observations in the sample: without an alarm those since the evidence
 *     began to rise, with one those of the block that may clear it
 * @param sums of the same observations, by quantity
 * @param observations in the sample, in all
 * @param peak the most evidence since the sample began; with an alarm, 0
 * @param sinceMs when the sample begins, in ms of the time that was given
 */
public record AlarmState(
    boolean raised,
    int quantity,
    double[] numbers,
    long[] counts,
    double[] sums,
    long observations,
    double peak,
    long sinceMs) {

  /** The state of a family that has seen nothing. */
  public static AlarmState start(Family family, long nowMs) {
    return of(false, 0, new double[family.size()], family, nowMs);
  }

  /** A state with a new sample. */
  static AlarmState of(boolean raised, int quantity, double[] numbers, Family family, long nowMs) {
    int quantities = family.ranges().size();
    return new AlarmState(
        raised, quantity, numbers, new long[quantities], new double[quantities], 0, 0, nowMs);
  }

  /**
   * The state under another definition of what is watched: evidence and sample start anew, and what
   * is raised stays raised.
   */
  public AlarmState anew(Family family, long nowMs) {
    int same = quantity < family.ranges().size() ? quantity : 0;
    return of(raised, same, new double[family.size()], family, nowMs);
  }

  /** Whether it is a state of a family: what another definition has left is not. */
  public boolean fits(Family family) {
    return numbers.length == family.size()
        && counts.length == family.ranges().size()
        && sums.length == counts.length
        && quantity >= 0
        && quantity < counts.length;
  }
}
