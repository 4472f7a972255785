package dev.sightline.topology.monitoring.alerts;

/** What the detectors made of the counts that a partition sent between two commits. */
public enum LookOutcome {
  /** They have looked at them. */
  SEEN,
  /** They were cut into several records, or an older worker's: no whole sample of all that came. */
  IN_PARTS,
  /** The version has no reference, or none that is known yet. */
  WITHOUT_REFERENCE
}
