package dev.sightline.app.publish;

import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.publish.HeldOutImages;
import dev.sightline.trainer.publish.PublishedVersion;
import java.util.Optional;

/** Where the model of a command is published, and as what. */
public interface Publication {
  /**
   * Publishes a candidate.
   *
   * @param images to compare it with the champion on, if there are any
   * @param occasion what happened, for the release, such as "trained"
   * @throws org.apache.kafka.common.KafkaException when it could not be published
   */
  PublishedVersion publish(Candidate candidate, Optional<HeldOutImages> images, String occasion);
}
