package dev.sightline.topology.monitoring.join;

import dev.sightline.schemas.ImageStatistics;
import java.util.Optional;

/** A consumed record as the join sees it. */
public sealed interface Arrival {

  /** The input it came by. */
  Input input();

  /** The inputs of the join. */
  enum Input {
    PREDICTIONS,
    LABELS
  }

  /**
   * A prediction.
   *
   * @param confidence the probability of the predicted class as the writer has it: from elsewhere
   *     it may be no number in [0, 1]
   * @param image what the image looks like, where the writer says so; from elsewhere it may be
   *     anything
   */
  record Prediction(Scored scored, float confidence, Optional<ImageStatistics> image)
      implements Arrival {
    @Override
    public Input input() {
      return Input.PREDICTIONS;
    }
  }

  /** A label. */
  record Label(Truth truth) implements Arrival {
    @Override
    public Input input() {
      return Input.LABELS;
    }
  }

  /** A record that is neither, and why. */
  record Malformed(Input input, String reason) implements Arrival {}
}
