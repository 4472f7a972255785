package dev.sightline.app.metrics;

import dev.sightline.dashboard.feed.UnfitRecordException;
import dev.sightline.dashboard.present.Versions;
import dev.sightline.models.ModelVersion;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.catalogue.PublishedModel;
import dev.sightline.schemas.rights.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * The manifests of the versions that are watched, each looked up when it is wanted. What was found
 * is kept; what was not is looked for again after a pause: to watch goes on without. For one
 * thread.
 */
final class PublishedVersions implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final ModelCatalogue catalogue;
  private final Versions versions;
  private final InstantSource clock;
  private final Map<ModelVersion, Instant> missedAt = new HashMap<>();

  /**
   * @param catalogue is closed with this
   * @param versions gets what is found
   */
  PublishedVersions(ModelCatalogue catalogue, Versions versions, InstantSource clock) {
    this.catalogue = catalogue;
    this.versions = versions;
    this.clock = clock;
  }

  /** Brings a version's manifest, unless it is there or was missed a moment ago. */
  void want(String model, int version) {
    if (versions.find(model, version).isPresent()) {
      return;
    }
    ModelVersion wanted = new ModelVersion(model, version);
    Instant missed = missedAt.getOrDefault(wanted, Instant.EPOCH);
    if (!clock.instant().isBefore(missed.plus(PAUSE))) {
      lookUp(wanted);
    }
  }

  private void lookUp(ModelVersion wanted) {
    try {
      Optional<PublishedModel> found = catalogue.manifest(wanted.name(), wanted.version());
      found.ifPresent(each -> versions.published(each.manifest()));
    } catch (KafkaException | IllegalStateException | UnfitRecordException notNow) {
      if (Refused.isSaidBy(notNow)) {
        throw notNow;
      }
      // no topic, no broker, no registry, no sense: a dash, until the next time
    }
    missedAt.put(wanted, clock.instant());
  }

  @Override
  public void close() {
    catalogue.close();
  }
}
