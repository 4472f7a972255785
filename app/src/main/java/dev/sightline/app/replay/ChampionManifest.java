package dev.sightline.app.replay;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.models.ModelTopics;
import dev.sightline.models.catalogue.PublishedModel;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ModelRelease;
import java.util.Optional;

/** The manifest of the version that a model's name stands for now. */
final class ChampionManifest {
  private ChampionManifest() {}

  /**
   * Looks it up.
   *
   * @return nothing where no version is released, or its manifest is gone
   * @throws org.apache.kafka.common.KafkaException when a server does not answer or refuses
   * @throws IllegalStateException when a topic is missing
   */
  static Optional<ModelManifest> of(Connection connection, String model) {
    try (ModelTopics topics =
        connection.checked(
            () -> ModelTopics.open(connection.config(), connection.registry(), Optional.empty()))) {
      return topics
          .releases()
          .current(model)
          .map(ModelRelease::getChampion)
          .flatMap(version -> topics.catalogue().manifest(model, version))
          .map(PublishedModel::manifest);
    }
  }
}
