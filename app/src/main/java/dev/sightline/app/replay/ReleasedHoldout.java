package dev.sightline.app.replay;

import dev.sightline.app.connection.Connection;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.rights.Refused;
import dev.sightline.trainer.data.Holdout;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * What was held out of class folders when the champion of a model was trained on them: the images
 * that it has not seen.
 *
 * @param version the champion's
 */
record ReleasedHoldout(String model, int version, Holdout holdout) {

  /**
   * Looks at the manifest of a model's champion.
   *
   * @return nothing where none is released, or its manifest tells of no such training, or can't be
   *     read now
   */
  static Optional<ReleasedHoldout> of(Connection connection, String model) {
    try {
      return ChampionManifest.of(connection, model).flatMap(ReleasedHoldout::of);
    } catch (KafkaException | IllegalStateException unknown) {
      if (Refused.isSaidBy(unknown)) {
        throw unknown; // or images that the model was trained on might be taken for held out
      }
      return Optional.empty(); // no topic, or no registry: images can be replayed without
    }
  }

  private static Optional<ReleasedHoldout> of(ModelManifest champion) {
    return Optional.ofNullable(champion.getTraining())
        .flatMap(training -> Holdout.of(training.getSettings()))
        .map(holdout -> new ReleasedHoldout(champion.getName(), champion.getVersion(), holdout));
  }

  /** Whose training it was. */
  @Override
  public String toString() {
    return "model %s (version %d)".formatted(model, version);
  }
}
