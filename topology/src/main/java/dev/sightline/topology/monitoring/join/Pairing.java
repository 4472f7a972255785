package dev.sightline.topology.monitoring.join;

import java.util.List;

/**
 * A prediction of an image with its label, if that has come, or a label that waits for its
 * prediction. Immutable.
 *
 * <p>A prediction's confidence and the statistics of its image go into the change of the counts, at
 * once, and are not kept: no later event needs them.
 */
public sealed interface Pairing {

  /** The event time of the prediction or of the label that waits, in ms since the epoch. */
  long timestampMs();

  /** A prediction, which labels within the retention of it meet. */
  sealed interface OfPrediction extends Pairing {
    /** A label that belongs to it comes. */
    Meeting meet(Truth label);
  }

  /**
   * What comes of a label and its prediction.
   *
   * @param changes to forward
   * @param outcome the label's
   */
  record Meeting(OfPrediction next, List<Change> changes, LabelOutcome outcome) {}

  /**
   * A label without a prediction.
   *
   * @param late whether it came after the retention of an earlier prediction of the image: what it
   *     is counted as, if there is no other
   */
  record Waiting(Truth truth, boolean late) implements Pairing {
    @Override
    public long timestampMs() {
      return truth.timestampMs();
    }
  }

  /** A prediction without a label. */
  record Unlabelled(Scored scored) implements OfPrediction {
    @Override
    public long timestampMs() {
      return scored.timestampMs();
    }

    @Override
    public Meeting meet(Truth label) {
      long delayMs = Math.max(0, label.timestampMs() - scored.timestampMs());
      return new Meeting(
          new Labelled(scored, label),
          List.of(new Change.Labelled(scored, label.actual(), delayMs)),
          LabelOutcome.PAIRED);
    }
  }

  /** A prediction with its label. */
  record Labelled(Scored scored, Truth truth) implements OfPrediction {
    @Override
    public long timestampMs() {
      return scored.timestampMs();
    }

    @Override
    public Meeting meet(Truth label) {
      LabelOutcome outcome = truth.judge(label);
      return new Meeting(
          outcome == LabelOutcome.STALE ? this : new Labelled(scored, truth.revisedBy(label)),
          outcome == LabelOutcome.CORRECTED
              ? List.of(new Change.Corrected(scored, truth.actual(), label.actual()))
              : List.of(),
          outcome);
    }
  }

  /**
   * A prediction that counts no more: it came too late, or an earlier version marked it as one
   * whose retention has ended. Its labels are late.
   *
   * @param timestampMs the prediction's event time
   */
  record Ended(long timestampMs) implements OfPrediction {
    @Override
    public Meeting meet(Truth label) {
      return new Meeting(this, List.of(), LabelOutcome.LATE);
    }
  }

  /**
   * The prediction of a model that can't be, which an earlier version stored: as good as nothing,
   * but for its place in the index of expiries. No event leads here.
   *
   * @param timestampMs the prediction's event time
   */
  record Forgotten(long timestampMs) implements Pairing {}
}
