package dev.sightline.topology.monitoring.join;

import dev.sightline.topology.monitoring.join.Pairing.Meeting;
import dev.sightline.topology.monitoring.join.Pairing.OfPrediction;
import dev.sightline.topology.monitoring.join.Pairing.Waiting;
import java.util.ArrayList;
import java.util.List;

/**
 * The decision of the join, without Kafka: pairings × event → transition.
 *
 * <p>A prediction and a label meet if and only if their event times lie less than the retention
 * apart, whichever comes first and however long after; a label that lies so near to several
 * predictions meets the one that came first. A prediction that near to another is its duplicate;
 * beyond, the id is used again. The join's time only decides when what is known is given up, which
 * is after nothing can meet it any more: outcomes don't depend on how far one input lags behind the
 * other. Immutable.
 *
 * <p>What has expired is treated as expired whether or not somebody has cleaned it up yet.
 */
final class PairingRule {
  /** Of one image: more is nobody's use of an id, and would be written anew with each record. */
  static final int MAX_PAIRINGS = 64;

  private final long retentionMs;
  private final long reachMs;

  PairingRule(JoinSettings settings) {
    this.retentionMs = settings.retention().toMillis();
    this.reachMs = settings.reach().toMillis();
  }

  /**
   * A prediction comes for an image.
   *
   * @param late whether it lies so far behind other predictions that it must not count
   */
  Transition onPrediction(Pairings held, Arrival.Prediction prediction, boolean late, long timeMs) {
    Transition before = onTime(held, timeMs);
    return settled(before.then(onPrediction(before.next(), prediction, late)), timeMs);
  }

  /** A label comes for an image. */
  Transition onLabel(Pairings held, Truth label, long timeMs) {
    Transition before = onTime(held, timeMs);
    return settled(before.then(onLabel(before.next(), label)), timeMs);
  }

  /** Time passes: gives up all that has expired by the join's time. */
  Transition onTime(Pairings held, long timeMs) {
    return settled(Transition.to(held), timeMs);
  }

  /** Whether a prediction is too late when another's event time has been seen before it. */
  boolean isLate(long predictedMs, long latestMs) {
    return ended(predictedMs, latestMs);
  }

  /** When the first of them expires, in ms of the join's time; the end of time for none. */
  long expiresAtMs(Pairings held) {
    long first = Long.MAX_VALUE;
    for (Pairing pairing : held.inOrder()) {
      first = Math.min(first, expiresAtMs(pairing));
    }
    return first;
  }

  private long expiresAtMs(Pairing pairing) {
    return sum(pairing.timestampMs(), pairing instanceof OfPrediction ? reachMs : retentionMs);
  }

  private Transition onPrediction(Pairings held, Arrival.Prediction prediction, boolean late) {
    Scored scored = prediction.scored();
    long atMs = scored.timestampMs();
    if (held.inOrder().stream()
        .anyMatch(each -> each instanceof OfPrediction && near(each, atMs))) {
      return Transition.to(held).prediction(PredictionOutcome.DUPLICATE);
    }
    Transition transition =
        late
            ? Transition.to(held).prediction(PredictionOutcome.LATE)
            : Transition.to(held)
                .prediction(PredictionOutcome.COUNTED)
                .change(new Change.Predicted(scored, prediction.confidence(), prediction.image()));
    OfPrediction arrived = late ? new Pairing.Ended(atMs) : new Pairing.Unlabelled(scored);
    List<Pairing> next = new ArrayList<>();
    for (Pairing each : held.inOrder()) {
      if (each instanceof Waiting waiting && near(each, atMs)) {
        Meeting meeting = arrived.meet(waiting.truth());
        arrived = meeting.next();
        transition = transition.met(meeting);
      } else if (each instanceof Waiting waiting && lateFor(atMs, each.timestampMs())) {
        next.add(new Waiting(waiting.truth(), true));
      } else {
        next.add(each);
      }
    }
    next.add(arrived);
    return bounded(transition.next(new Pairings(next)));
  }

  private Transition onLabel(Pairings held, Truth label) {
    boolean late = false;
    for (int i = 0; i < held.inOrder().size(); i++) {
      if (held.inOrder().get(i) instanceof OfPrediction prediction) {
        if (near(prediction, label.timestampMs())) {
          Meeting meeting = prediction.meet(label);
          return Transition.to(held.replacing(i, meeting.next())).met(meeting);
        }
        late |= lateFor(prediction.timestampMs(), label.timestampMs());
      }
    }
    return bounded(Transition.to(held.with(new Waiting(label, late))));
  }

  private boolean near(Pairing pairing, long timestampMs) {
    return Math.abs(pairing.timestampMs() - timestampMs) < retentionMs;
  }

  /** Whether the retention of a prediction has ended at another time. */
  private boolean ended(long predictedMs, long timeMs) {
    return sum(predictedMs, retentionMs) <= timeMs;
  }

  /** Whether a label came after a prediction's retention, but while the prediction is held. */
  private boolean lateFor(long predictedMs, long labelMs) {
    return ended(predictedMs, labelMs) && labelMs < sum(predictedMs, reachMs);
  }

  /** Times that an earlier version stored may be any. */
  private static long sum(long timestampMs, long spanMs) {
    return timestampMs > Long.MAX_VALUE - spanMs ? Long.MAX_VALUE : timestampMs + spanMs;
  }

  private Transition bounded(Transition transition) {
    List<Pairing> inOrder = transition.next().inOrder();
    return inOrder.size() <= MAX_PAIRINGS
        ? transition
        : givenUp(transition, inOrder.get(0))
            .next(new Pairings(inOrder.subList(1, inOrder.size())));
  }

  private Transition settled(Transition transition, long timeMs) {
    if (expiresAtMs(transition.next()) > timeMs) {
      return transition;
    }
    Transition settled = transition;
    List<Pairing> left = new ArrayList<>();
    for (Pairing pairing : transition.next().inOrder()) {
      if (expiresAtMs(pairing) <= timeMs) {
        settled = givenUp(settled, pairing);
      } else {
        left.add(pairing);
      }
    }
    return settled.next(new Pairings(left));
  }

  private static Transition givenUp(Transition transition, Pairing pairing) {
    return pairing instanceof Waiting waiting
        ? transition.label(waiting.late() ? LabelOutcome.LATE : LabelOutcome.UNKNOWN)
        : transition;
  }
}
