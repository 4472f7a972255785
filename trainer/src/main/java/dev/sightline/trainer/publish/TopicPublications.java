package dev.sightline.trainer.publish;

import dev.sightline.models.publish.ModelPublisher;
import dev.sightline.schemas.ModelManifest;
import java.util.OptionalInt;

/**
 * Publications on the topics {@code models} and {@code model-releases}.
 *
 * @param who the person or job that releases what is published
 */
public record TopicPublications(ModelPublisher publisher, String who) implements Publications {

  @Override
  public ModelManifest publish(Candidate candidate) {
    return publisher.publish(candidate.draft(), candidate.savedModel());
  }

  @Override
  public ModelManifest publishChampion(Candidate candidate, String why) {
    return publisher.publishChampion(candidate.draft(), candidate.savedModel(), who, why);
  }

  @Override
  public ModelManifest publishChampion(Candidate candidate, OptionalInt replaced, String why) {
    return publisher.publishChampion(candidate.draft(), candidate.savedModel(), replaced, who, why);
  }

  @Override
  public ModelManifest publishChallenger(Candidate candidate, String why) {
    return publisher.publishChallenger(candidate.draft(), candidate.savedModel(), who, why);
  }
}
