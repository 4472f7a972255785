package dev.sightline.topology.monitoring.alerts;

/** What became of an alarm. */
public enum AlertOutcome {
  /** Something left its range. */
  RAISED,
  /** It is back, or nothing is known of it any more. */
  CLEARED
}
