package dev.sightline.topology.monitoring.windows;

/** What became of a record of {@code metrics-counts}. */
public enum CountsOutcome {
  /** It was added to its bucket. */
  ADDED,
  /** Its bucket was closed already: the partition lagged behind by more than the grace. */
  LATE,
  /** No value, bytes that are no counts, or counts that can't be. */
  MALFORMED
}
