package dev.sightline.app.metrics;

import dev.sightline.models.ModelVersion;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.MetricsWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.kafka.common.KafkaException;

/**
 * The accuracies of model versions on held-out images, as their manifests say. What was found is
 * kept; what was not is looked for again after a pause: to watch goes on without. For one thread.
 */
final class HeldOutAccuracies implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final ModelCatalogue catalogue;
  private final InstantSource clock;
  private final Map<ModelVersion, OptionalDouble> known = new HashMap<>();
  private final Map<ModelVersion, Instant> missedAt = new HashMap<>();

  /**
   * @param catalogue is closed with this
   */
  HeldOutAccuracies(ModelCatalogue catalogue, InstantSource clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** That of a window's version; empty where it is not known, or was not evaluated. */
  OptionalDouble of(MetricsWindow window) {
    ModelVersion version = new ModelVersion(window.getModelName(), window.getModelVersion());
    OptionalDouble found = known.get(version);
    if (found != null) {
      return found;
    }
    Instant missed = missedAt.getOrDefault(version, Instant.EPOCH);
    return clock.instant().isBefore(missed.plus(PAUSE)) ? OptionalDouble.empty() : lookUp(version);
  }

  private OptionalDouble lookUp(ModelVersion version) {
    try {
      catalogue
          .manifest(version.name(), version.version())
          .ifPresent(found -> known.put(version, accuracy(found.manifest().getEvaluation())));
    } catch (KafkaException | IllegalStateException notNow) {
      // no topic, no broker or no registry: a dash, until the next time
    }
    missedAt.put(version, clock.instant());
    return known.getOrDefault(version, OptionalDouble.empty());
  }

  private static OptionalDouble accuracy(HeldOutEvaluation evaluation) {
    return evaluation == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(evaluation.getAccuracy());
  }

  @Override
  public void close() {
    catalogue.close();
  }
}
