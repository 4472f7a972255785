package dev.sightline.app.publish;

import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.publish.HeldOutImages;
import dev.sightline.trainer.publish.PublishedVersion;
import java.util.List;
import java.util.Optional;

/** Where the model of a command is published, and as what. */
public interface Publication {
  /**
   * Refuses a model before work on it that would be in vain.
   *
   * @param classes that it will tell apart
   * @throws dev.sightline.models.release.ReleaseRefusedException when they are not those of the
   *     champion of its name, and must be
   */
  default void check(String name, List<String> classes) {}

  /**
   * Publishes a candidate.
   *
   * @param images to compare it with the champion on, if there are any
   * @param occasion what happened, for the release, such as "trained"
   * @throws dev.sightline.models.release.ReleaseRefusedException as {@link #check}
   * @throws org.apache.kafka.common.KafkaException when it could not be published
   */
  PublishedVersion publish(Candidate candidate, Optional<HeldOutImages> images, String occasion);
}
