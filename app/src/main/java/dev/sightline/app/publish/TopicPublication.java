package dev.sightline.app.publish;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.app.models.ModelTopics;
import dev.sightline.app.topics.Permission;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.manifest.ManifestSigner;
import dev.sightline.models.manifest.ManifestVerifier;
import dev.sightline.models.publish.ModelPublisher;
import dev.sightline.models.release.ModelReleases;
import dev.sightline.models.release.ModelReleases.Classes;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.RegistryAwayException;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.publish.GatedPublisher;
import dev.sightline.trainer.publish.HeldOutImages;
import dev.sightline.trainer.publish.PromotionRule;
import dev.sightline.trainer.publish.PublishedChampions;
import dev.sightline.trainer.publish.PublishedVersion;
import dev.sightline.trainer.publish.TopicPublications;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publication on the topics of a cluster. Nothing is open between two publications: hours of
 * training may lie before one.
 *
 * @param signer of manifests, if they are to be signed
 * @param verifier of champions, where only signed ones are trusted: the gate loads them too
 * @param classes which a version may tell apart
 */
record TopicPublication(
    Connection connection,
    Optional<ManifestSigner> signer,
    Optional<ManifestVerifier> verifier,
    PromotionChoice choice,
    PromotionRule rule,
    Classes classes)
    implements Publication {
  private static final Logger LOG = LoggerFactory.getLogger(TopicPublication.class);

  @Override
  public void check(String name, List<String> labels) {
    permitted(
        name,
        () -> {
          List.of(Topics.MODELS, Topics.MODEL_RELEASES).forEach(this::register);
          try (ModelTopics topics = open()) {
            check(topics.releases(), topics.releases().current(name), labels);
          }
          return null;
        });
  }

  private ModelTopics open() {
    return ModelTopics.open(connection.config(), connection.registry(), verifier);
  }

  private <T> T permitted(String name, Permission.Work<T> work) {
    try {
      return PublishingPermission.of(connection, Optional.of(name)).during(work);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  /**
   * A registry that refuses what is written at the end is heard of before; one that is away may be
   * back by then, and what can't be published is kept.
   */
  private void register(Topic<? extends SpecificRecord> topic) {
    try {
      new AvroSerializer<>(topic.valueType(), connection.registry(), connection.config())
          .prepare(topic.name());
    } catch (RegistryAwayException away) {
      LOG.warn("published only if it is back by then: {}", away.getMessage());
    }
  }

  private void check(ModelReleases releases, Optional<ModelRelease> current, List<String> labels) {
    if (classes == Classes.SAME) {
      current.ifPresent(release -> releases.requireClasses(release, labels));
    }
  }

  @Override
  public PublishedVersion publish(
      Candidate candidate, Optional<HeldOutImages> images, String occasion) {
    return permitted(
        candidate.draft().getName(), () -> publishPermitted(candidate, images, occasion));
  }

  private PublishedVersion publishPermitted(
      Candidate candidate, Optional<HeldOutImages> images, String occasion) {
    ModelArchive archives = new ModelArchive();
    ModelPublisher publisher =
        new ModelPublisher(
            connection.config(), connection.registry(), signer, archives, Clock.systemUTC());
    try (TemporaryFolder scratch = TemporaryFolder.create("sightline-gate-");
        ModelTopics topics = open()) {
      ModelReleases releases = topics.releases();
      check(releases, releases.settled(candidate.draft().getName()), candidate.draft().getLabels());
      GatedPublisher gated =
          new GatedPublisher(
              new TopicPublications(publisher, ModelTopics.thisUser()),
              new PublishedChampions(releases, topics.catalogue(), archives),
              scratch.path());
      return gated.publish(candidate, choice.promotion(rule, images), occasion);
    }
  }
}
