package dev.sightline.app.models;

import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.manifest.ManifestVerifier;
import dev.sightline.models.release.ModelReleases;
import dev.sightline.schemas.registry.SchemaRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The topics {@code models} and {@code model-releases}, opened together. One thread at a time.
 *
 * @param catalogue what is published
 * @param releases what serves
 */
public record ModelTopics(ModelCatalogue catalogue, ModelReleases releases)
    implements AutoCloseable {

  /**
   * Opens both; the caller closes them.
   *
   * @param config of the Kafka clients
   * @param verifier when given, only manifests that it lets pass are fetched
   */
  public static ModelTopics open(
      Map<String, ?> config, SchemaRegistry registry, Optional<ManifestVerifier> verifier) {
    ModelCatalogue catalogue = new ModelCatalogue(config, registry, verifier);
    try {
      return new ModelTopics(
          catalogue, new ModelReleases(config, registry, catalogue, Clock.systemUTC()));
    } catch (RuntimeException failed) {
      catalogue.close();
      throw failed;
    }
  }

  /** The person who releases what this process releases. */
  public static String thisUser() {
    return System.getProperty("user.name");
  }

  @Override
  public void close() {
    try (catalogue) {
      releases.close();
    }
  }
}
