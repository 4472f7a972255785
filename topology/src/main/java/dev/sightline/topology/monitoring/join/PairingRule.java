package dev.sightline.topology.monitoring.join;

import java.time.Duration;

/**
 * The decision of the join, without Kafka: pairing × event × stream time → transition.
 *
 * <p>A pairing that has expired is treated as expired whether or not somebody has cleaned it up
 * yet, so outcomes depend on the records alone and not on when the cleaning runs. Immutable.
 */
public final class PairingRule {
  private final long retentionMs;

  /**
   * @param retention how far a prediction and its labels may lie apart in event time
   */
  public PairingRule(Duration retention) {
    this.retentionMs = retention.toMillis();
  }

  /** A prediction comes for an image. */
  public Transition onPrediction(Pairing held, Arrival.Prediction prediction, long streamTimeMs) {
    Transition before = onTime(held, streamTimeMs);
    boolean late = prediction.scored().timestampMs() + retentionMs <= streamTimeMs;
    Transition arrival =
        late ? before.next().onLatePrediction(prediction) : before.next().onPrediction(prediction);
    return settled(before.then(arrival), streamTimeMs);
  }

  /** A label comes for an image. */
  public Transition onLabel(Pairing held, Truth label, long streamTimeMs) {
    Transition before = onTime(held, streamTimeMs);
    return settled(before.then(before.next().onLabel(label)), streamTimeMs);
  }

  /** Time passes: every expiry up to stream time. */
  public Transition onTime(Pairing held, long streamTimeMs) {
    return settled(Transition.to(held), streamTimeMs);
  }

  /** When a pairing ends by itself, in ms of event time. */
  public long expiresAtMs(Pairing held) {
    return held.expiresAtMs(retentionMs);
  }

  private Transition settled(Transition transition, long streamTimeMs) {
    Transition settled = transition;
    while (expiresAtMs(settled.next()) <= streamTimeMs) {
      settled = settled.then(settled.next().onExpiry());
    }
    return settled;
  }
}
