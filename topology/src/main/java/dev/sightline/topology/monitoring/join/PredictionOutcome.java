package dev.sightline.topology.monitoring.join;

/** What became of a consumed prediction. Each prediction ends in exactly one of these. */
public enum PredictionOutcome {
  /** The first prediction for its image: it counts. */
  COUNTED,
  /**
   * The image has a prediction less than the retention from it: a replay, or at-least-once
   * delivery.
   */
  DUPLICATE,
  /** It lies behind another prediction of its partition by the retention or more. */
  LATE,
  /** No key, no value, bytes that are no prediction, or a key that is not the prediction's id. */
  MALFORMED
}
