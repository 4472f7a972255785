package dev.sightline.topology.scoring;

import dev.sightline.schemas.Prediction;

/** What became of one image. */
public sealed interface Outcome {

  /** The image this is about. */
  PendingImage image();

  /** It was scored. */
  record Predicted(PendingImage image, Prediction prediction) implements Outcome {}

  /**
   * It can't be scored, now or ever.
   *
   * @param message one line for people
   */
  record DeadLetter(PendingImage image, DeadLetterReason reason, String message)
      implements Outcome {}
}
