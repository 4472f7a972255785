package dev.sightline.app.command;

import dev.sightline.app.topics.RequiredTopic;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.model.ManifestSigner;
import dev.sightline.schemas.model.ModelArchive;
import dev.sightline.schemas.model.ModelPublisher;
import dev.sightline.trainer.publish.Candidate;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Option;

/** The options of commands that publish a model, and the publishing itself. */
public final class Publishing {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "cifar10",
      description = "The model's name (default: cifar10).")
  private String name;

  @Option(
      names = "--no-promote",
      description = "Publish only: the version serves once it is promoted.")
  private boolean noPromote;

  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description = "Sign the manifest with the Ed25519 private key of a PKCS#8 PEM file.")
  private Path signingKey;

  /** The model's name. */
  String name() {
    return name;
  }

  /** Fails fast when nobody answers, before minutes are spent on a model. */
  void requireBroker(Connection connection) throws InterruptedException {
    try (Admin admin = connection.admin()) {
      RequiredTopic.check(admin, Topics.MODELS);
      RequiredTopic.check(admin, Topics.MODEL_RELEASES);
    }
  }

  /**
   * Publishes a candidate.
   *
   * @return one line on what was published
   */
  String publish(Connection connection, Candidate candidate, String why) {
    ModelPublisher publisher =
        new ModelPublisher(
            connection.config(),
            connection.registry(),
            Optional.ofNullable(signingKey).map(ManifestSigner::fromPem),
            new ModelArchive(),
            Clock.systemUTC());
    ModelManifest published =
        noPromote
            ? publisher.publish(candidate.draft(), candidate.savedModel())
            : publisher.publishChampion(
                candidate.draft(), candidate.savedModel(), System.getProperty("user.name"), why);
    return "Published %s version %d: %,d bytes in %d %s%s"
        .formatted(
            published.getName(),
            published.getVersion(),
            published.getArchive().getSizeBytes(),
            published.getParts().size(),
            published.getParts().size() == 1 ? "part" : "parts",
            noPromote ? "." : ", champion now.");
  }
}
