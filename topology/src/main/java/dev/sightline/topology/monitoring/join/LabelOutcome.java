package dev.sightline.topology.monitoring.join;

/** What became of a consumed label. Each label ends in exactly one of these, or still waits. */
public enum LabelOutcome {
  /** The first label of a predicted image: it counts in the confusion matrix. */
  PAIRED,
  /** It took the place of an earlier label of another class. */
  CORRECTED,
  /** It says what was known. */
  DUPLICATE,
  /** Its labelledAt is older than that of the label held. */
  STALE,
  /**
   * It lies behind its image's prediction by the retention or more, and no other prediction came
   * for it; or its prediction was late.
   */
  LATE,
  /** No prediction lies less than the retention from it, and none a little more before it. */
  UNKNOWN,
  /** No key, no value, bytes that are no label, or a key that is not the label's id. */
  MALFORMED
}
