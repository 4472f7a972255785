package dev.sightline.topology.monitoring.join;

/** A consumed record as the join sees it. */
public sealed interface Arrival {

  /** The input it came by. */
  Input input();

  /** The inputs of the join. */
  enum Input {
    PREDICTIONS,
    LABELS
  }

  /** A prediction. */
  record Prediction(Scored scored) implements Arrival {
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
