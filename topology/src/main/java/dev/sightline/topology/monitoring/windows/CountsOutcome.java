package dev.sightline.topology.monitoring.windows;

/** What became of the counts that a partition sent between two commits. */
public enum CountsOutcome {
  /** It was added to its bucket. */
  ADDED,
  /** Its bucket was closed already: the partition lagged behind by more than the grace. */
  LATE,
  /** No value, bytes that are no counts, or counts that can't be. */
  MALFORMED
}
