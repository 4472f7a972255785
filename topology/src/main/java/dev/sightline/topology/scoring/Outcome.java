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
   * @param reason a stable code to count and filter by, such as {@code TRUNCATED}
   * @param message one line for people
   */
  record DeadLetter(PendingImage image, String reason, String message) implements Outcome {}
}
