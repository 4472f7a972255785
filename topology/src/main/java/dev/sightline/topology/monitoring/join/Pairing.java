package dev.sightline.topology.monitoring.join;

/**
 * What is known of one image: a state, and what each event makes of it. Time is the business of
 * {@link PairingRule}. Immutable.
 *
 * <p>A prediction's confidence goes into the change of the counts, at once, and is not kept: no
 * later event needs it.
 */
public sealed interface Pairing {
  /** Nothing is known of the image; not stored. */
  Pairing UNSEEN = new Unseen();

  /** A prediction came within its retention. */
  Transition onPrediction(Arrival.Prediction prediction);

  /** A prediction came whose retention has ended. */
  Transition onLatePrediction(Arrival.Prediction prediction);

  /** A label came. */
  Transition onLabel(Truth label);

  /** Stream time reached {@link #expiresAtMs}. */
  Transition onExpiry();

  /** When this state ends by itself, in ms of event time; {@link Long#MAX_VALUE} for never. */
  long expiresAtMs(long retentionMs);

  /** Neither prediction nor label. */
  record Unseen() implements Pairing {
    @Override
    public Transition onPrediction(Arrival.Prediction prediction) {
      return Transition.to(new Unlabelled(prediction.scored()))
          .change(new Change.Predicted(prediction.scored(), prediction.confidence()))
          .prediction(PredictionOutcome.COUNTED);
    }

    @Override
    public Transition onLatePrediction(Arrival.Prediction prediction) {
      return Transition.to(new Ended(prediction.scored().timestampMs()))
          .prediction(PredictionOutcome.LATE);
    }

    @Override
    public Transition onLabel(Truth label) {
      return Transition.to(new Waiting(label));
    }

    @Override
    public Transition onExpiry() {
      return Transition.to(this);
    }

    @Override
    public long expiresAtMs(long retentionMs) {
      return Long.MAX_VALUE;
    }
  }

  /** A label without a prediction. It stands for one label: the first; later ones are judged. */
  record Waiting(Truth truth) implements Pairing {
    @Override
    public Transition onPrediction(Arrival.Prediction prediction) {
      return UNSEEN
          .onPrediction(prediction)
          .then(new Unlabelled(prediction.scored()).onLabel(truth));
    }

    @Override
    public Transition onLatePrediction(Arrival.Prediction prediction) {
      return UNSEEN.onLatePrediction(prediction).label(LabelOutcome.LATE);
    }

    @Override
    public Transition onLabel(Truth label) {
      LabelOutcome outcome = truth.judge(label);
      return Transition.to(
              outcome == LabelOutcome.STALE ? this : new Waiting(truth.revisedBy(label)))
          .label(outcome);
    }

    @Override
    public Transition onExpiry() {
      return Transition.to(UNSEEN).label(LabelOutcome.UNKNOWN);
    }

    @Override
    public long expiresAtMs(long retentionMs) {
      return truth.timestampMs() + retentionMs;
    }
  }

  /** A prediction without a label. */
  record Unlabelled(Scored scored) implements Pairing {
    @Override
    public Transition onPrediction(Arrival.Prediction prediction) {
      return Transition.to(this).prediction(PredictionOutcome.DUPLICATE);
    }

    @Override
    public Transition onLatePrediction(Arrival.Prediction prediction) {
      return onPrediction(prediction);
    }

    @Override
    public Transition onLabel(Truth label) {
      long delayMs = Math.max(0, label.timestampMs() - scored.timestampMs());
      return Transition.to(new Labelled(scored, label))
          .change(new Change.Labelled(scored, label.actual(), delayMs))
          .label(LabelOutcome.PAIRED);
    }

    @Override
    public Transition onExpiry() {
      return Transition.to(new Ended(scored.timestampMs()));
    }

    @Override
    public long expiresAtMs(long retentionMs) {
      return scored.timestampMs() + retentionMs;
    }
  }

  /** A prediction with its label. */
  record Labelled(Scored scored, Truth truth) implements Pairing {
    @Override
    public Transition onPrediction(Arrival.Prediction prediction) {
      return Transition.to(this).prediction(PredictionOutcome.DUPLICATE);
    }

    @Override
    public Transition onLatePrediction(Arrival.Prediction prediction) {
      return onPrediction(prediction);
    }

    @Override
    public Transition onLabel(Truth label) {
      LabelOutcome outcome = truth.judge(label);
      if (outcome == LabelOutcome.STALE) {
        return Transition.to(this).label(outcome);
      }
      Transition revised =
          Transition.to(new Labelled(scored, truth.revisedBy(label))).label(outcome);
      return outcome == LabelOutcome.CORRECTED
          ? revised.change(new Change.Corrected(scored, truth.actual(), label.actual()))
          : revised;
    }

    @Override
    public Transition onExpiry() {
      return Transition.to(new Ended(scored.timestampMs()));
    }

    @Override
    public long expiresAtMs(long retentionMs) {
      return scored.timestampMs() + retentionMs;
    }
  }

  /**
   * The marker of a prediction whose retention has ended: for one more retention it tells late
   * labels from unknown ones.
   *
   * @param predictedMs the prediction's event time
   */
  record Ended(long predictedMs) implements Pairing {
    @Override
    public Transition onPrediction(Arrival.Prediction prediction) {
      return Transition.to(this).prediction(PredictionOutcome.DUPLICATE);
    }

    @Override
    public Transition onLatePrediction(Arrival.Prediction prediction) {
      return onPrediction(prediction);
    }

    @Override
    public Transition onLabel(Truth label) {
      return Transition.to(this).label(LabelOutcome.LATE);
    }

    @Override
    public Transition onExpiry() {
      return Transition.to(UNSEEN);
    }

    @Override
    public long expiresAtMs(long retentionMs) {
      return predictedMs + 2 * retentionMs;
    }
  }

  /**
   * The prediction of a model that can't be, which an earlier version stored: as good as nothing,
   * but for its place in the index of expiries. No event leads here.
   *
   * @param predictedMs the prediction's event time
   */
  record Forgotten(long predictedMs) implements Pairing {
    @Override
    public Transition onPrediction(Arrival.Prediction prediction) {
      return UNSEEN.onPrediction(prediction);
    }

    @Override
    public Transition onLatePrediction(Arrival.Prediction prediction) {
      return UNSEEN.onLatePrediction(prediction);
    }

    @Override
    public Transition onLabel(Truth label) {
      return UNSEEN.onLabel(label);
    }

    @Override
    public Transition onExpiry() {
      return Transition.to(UNSEEN);
    }

    @Override
    public long expiresAtMs(long retentionMs) {
      return predictedMs + retentionMs;
    }
  }
}
