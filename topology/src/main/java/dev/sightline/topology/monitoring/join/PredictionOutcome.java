package dev.sightline.topology.monitoring.join;

/** What became of a consumed prediction. Each prediction ends in exactly one of these. */
public enum PredictionOutcome {
  /** The first prediction for its image: it counts. */
  COUNTED,
  /** The image has a prediction already: a replay, or at-least-once delivery. */
  DUPLICATE,
  /** Its retention had ended in stream time when it came: its windows are closed. */
  LATE,
  /** No key, no value, bytes that are no prediction, or a key that is not the prediction's id. */
  MALFORMED
}
