package dev.sightline.app.models;

import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.manifest.ManifestVerifier;
import dev.sightline.models.release.ModelReleases;
import dev.sightline.schemas.registry.SchemaRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
    return thisUser(System.getProperty("user.name"), System.getenv());
  }

  /**
   * A user who has a number and no name, as in a container, goes by the host.
   *
   * @param name as Java has it: a question mark for none
   */
  static String thisUser(String name, Map<String, String> environment) {
    if (name != null && !name.isBlank() && !name.equals("?")) {
      return name;
    }
    String host = environment.getOrDefault("HOSTNAME", "");
    return "a user at " + (host.isBlank() ? hostName() : host);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "a host without a name";
    }
  }

  @Override
  public void close() {
    try (catalogue) {
      releases.close();
    }
  }
}
