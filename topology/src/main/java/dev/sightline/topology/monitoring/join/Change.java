package dev.sightline.topology.monitoring.join;

import dev.sightline.schemas.ImageStatistics;
import java.util.Optional;

/** A change of the counts of one model version, put down to the event time of its prediction. */
public sealed interface Change {

  /** The prediction whose version and time bucket change. */
  Scored scored();

  /**
   * Event time of what has brought it, in ms; of a correction that of the prediction. It may be
   * hours ahead of the join's time, which waits for the input that lags behind.
   */
  default long timeMs() {
    return scored().timestampMs();
  }

  /**
   * One prediction more.
   *
   * @param confidence as in {@link Arrival.Prediction}
   * @param image as there
   */
  record Predicted(Scored scored, float confidence, Optional<ImageStatistics> image)
      implements Change {}

  /**
   * One cell of the confusion matrix more.
   *
   * @param delayMs from the prediction's event time to the first label's; 0 when the label came
   *     first
   */
  record Labelled(Scored scored, String actual, long delayMs) implements Change {
    @Override
    public long timeMs() {
      return scored.timestampMs() + delayMs;
    }
  }

  /** One less in the cell of {@code before}, one more in the cell of {@code actual}. */
  record Corrected(Scored scored, String before, String actual) implements Change {}
}
