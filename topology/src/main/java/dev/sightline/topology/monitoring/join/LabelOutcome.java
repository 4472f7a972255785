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
  /** It came after the retention of its prediction had ended, or with a prediction that late. */
  LATE,
  /** No prediction came for it within the retention, or none is remembered. */
  UNKNOWN,
  /** No key, no value, bytes that are no label, or a key that is not the label's id. */
  MALFORMED
}
