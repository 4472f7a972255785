package dev.sightline.endtoend;

import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.manifest.ManifestSigner;
import dev.sightline.models.publish.ModelPublisher;
import dev.sightline.models.release.ModelReleases;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Publishes and releases versions of the {@link ShiftModel} as people do. */
final class ModelDesk {
  private static final String WHO = "end-to-end";

  private final Cluster cluster;

  ModelDesk(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Publishes a version as champion. */
  void publish(int version) throws IOException {
    publish(version, Optional.empty());
  }

  void publish(int version, Optional<ManifestSigner> signer) throws IOException {
    publish(
        version,
        signer,
        (publisher, draft, folder) -> publisher.publishChampion(draft, folder, WHO, "published"));
  }

  /** Publishes a version that was evaluated, as champion. */
  void publishEvaluated(int version, HeldOutEvaluation evaluation) throws IOException {
    publish(
        version,
        Optional.empty(),
        (publisher, draft, folder) ->
            publisher.publishChampion(draft.setEvaluation(evaluation), folder, WHO, "published"));
  }

  /** Publishes a version as challenger of the champion. */
  void publishChallenger(int version) throws IOException {
    publish(
        version,
        Optional.empty(),
        (publisher, draft, folder) ->
            publisher.publishChallenger(draft, folder, WHO, "no better than the champion"));
  }

  private interface Publication {
    ModelManifest of(ModelPublisher publisher, ModelManifest.Builder draft, Path savedModel);
  }

  private void publish(int version, Optional<ManifestSigner> signer, Publication publication)
      throws IOException {
    ShiftModel model = ShiftModel.ofVersion(version);
    Path parent = Files.createTempDirectory("shift-model-");
    Path folder = model.write(parent.resolve("saved-model"));
    try {
      ModelPublisher publisher =
          new ModelPublisher(
              cluster.config(), cluster.registry(), signer, new ModelArchive(), Clock.systemUTC());
      ModelManifest published = publication.of(publisher, model.manifest(), folder);
      if (published.getVersion() != version) {
        throw new IllegalStateException(
            "expected to publish version " + version + ", published " + published.getVersion());
      }
    } finally {
      Files.delete(folder.resolve("saved_model.pb"));
      Files.delete(folder);
      Files.delete(parent);
    }
  }

  /** Makes a version champion again. */
  void promote(int version) {
    try (ModelCatalogue catalogue = catalogue();
        ModelReleases releases = releases(catalogue)) {
      releases.promote(ShiftModel.NAME, version, WHO, "promoted");
    }
  }

  /** Makes the version below the champion champion. */
  void rollBack() {
    try (ModelCatalogue catalogue = catalogue();
        ModelReleases releases = releases(catalogue)) {
      releases.rollback(ShiftModel.NAME, WHO, "rolled back");
    }
  }

  private ModelCatalogue catalogue() {
    return new ModelCatalogue(cluster.config(), cluster.registry(), Optional.empty());
  }

  private ModelReleases releases(ModelCatalogue catalogue) {
    return new ModelReleases(cluster.config(), cluster.registry(), catalogue, Clock.systemUTC());
  }
}
