package dev.sightline.topology.monitoring.windows;

import dev.sightline.models.ModelVersion;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.catalogue.PublishedModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of a model version in the order of its manifest, from the catalogue. What was found
 * is kept; what was not is looked for again after a pause, so that a missing manifest or an
 * unreachable broker costs the metrics little. Safe for many threads.
 */
public final class ManifestLabels implements LabelOrder, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ManifestLabels.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

  private final ModelCatalogue catalogue;
  private final Map<ModelVersion, List<String>> known = new HashMap<>();
  private final Map<ModelVersion, Long> missedAtNanos = new HashMap<>();

  /**
   * @param catalogue is closed with this
   */
  public ManifestLabels(ModelCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public synchronized List<String> labels(String modelName, int modelVersion) {
    ModelVersion model = new ModelVersion(modelName, modelVersion);
    List<String> labels = known.get(model);
    if (labels != null) {
      return labels;
    }
    Long missed = missedAtNanos.get(model);
    if (missed != null && System.nanoTime() - missed < PAUSE_NANOS) {
      return List.of();
    }
    return lookUp(model);
  }

  private List<String> lookUp(ModelVersion model) {
    try {
      List<PublishedModel> found =
          catalogue.manifest(model.name(), model.version()).stream().toList();
      if (!found.isEmpty()) {
        missedAtNanos.remove(model);
        known.put(model, found.get(0).manifest().getLabels());
        return known.get(model);
      }
    } catch (KafkaException e) {
      LOG.warn("the classes of {} can't be looked up now: {}", model, e.getMessage());
    }
    missedAtNanos.put(model, System.nanoTime());
    return List.of();
  }

  @Override
  public synchronized void close() {
    catalogue.close();
  }
}
