package dev.sightline.trainer.publish;

import dev.sightline.models.publish.ChampionChangedException;
import dev.sightline.schemas.ModelManifest;
import java.util.OptionalInt;

/**
 * Where new versions are published. A version and its release are published both or neither.
 *
 * <p>Any method throws {@code ModelRejectedException} for a candidate that is not fit to be
 * published, and a {@code KafkaException} when it could not be sent.
 */
public interface Publications {
  /** Publishes a version that neither serves nor is under trial. */
  ModelManifest publish(Candidate candidate);

  /**
   * Publishes a version and makes it champion, whichever the champion is.
   *
   * @throws ChampionChangedException when another champion is released during the upload; nothing
   *     is published then
   */
  ModelManifest publishChampion(Candidate candidate, String why);

  /**
   * Publishes a version and makes it champion in the place of the one that it was compared with.
   *
   * @param replaced the champion's version; empty when there was none
   * @throws ChampionChangedException when there is another champion by now; nothing is published
   *     then
   */
  ModelManifest publishChampion(Candidate candidate, OptionalInt replaced, String why);

  /** Publishes a version and puts it under trial; the champion serves on. */
  ModelManifest publishChallenger(Candidate candidate, String why);
}
