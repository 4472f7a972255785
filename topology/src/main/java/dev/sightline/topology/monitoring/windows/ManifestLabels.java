package dev.sightline.topology.monitoring.windows;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.models.ModelVersion;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.catalogue.PublishedModel;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ModelManifest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the manifests of model versions say, from the catalogue. What was found is kept; what was
 * not is looked for again after a pause, so that a missing manifest or an unreachable broker costs
 * the metrics little. Safe for many threads.
 */
public final class ManifestLabels implements LabelOrder, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ManifestLabels.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

  private final ModelCatalogue catalogue;
  private final Map<ModelVersion, Known> known = new HashMap<>();
  private final Map<ModelVersion, Long> missedAtNanos = new HashMap<>();

  /**
   * @param catalogue is closed with this
   */
  public ManifestLabels(ModelCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What is kept of a manifest, which is much larger. */
  private record Known(
      List<String> labels,
      OptionalDouble heldOutAccuracy,
      Optional<ImageHistograms> imageReference,
      Optional<HeldOutReference> reference) {
    static final Known NOTHING =
        new Known(List.of(), OptionalDouble.empty(), Optional.empty(), Optional.empty());

    static Known of(ModelManifest manifest) {
      HeldOutEvaluation evaluation = manifest.getEvaluation();
      return new Known(
          manifest.getLabels(),
          evaluation == null ? OptionalDouble.empty() : OptionalDouble.of(evaluation.getAccuracy()),
          imageReference(manifest),
          HeldOutReference.of(manifest));
    }

    /** Anybody can publish a manifest: one whose reference can't be has none. */
    private static Optional<ImageHistograms> imageReference(ModelManifest manifest) {
      if (manifest.getImageReference() == null) {
        return Optional.empty();
      }
      try {
        return Optional.of(ImageHistograms.ofKnown(manifest.getImageReference()))
            .filter(reference -> !reference.isEmpty());
      } catch (IllegalArgumentException | ArithmeticException impossible) {
        LOG.warn(
            "the image reference of {}/{} is left aside: {}; a publisher of this version writes"
                + " another with the next version of the model",
            manifest.getName(),
            manifest.getVersion(),
            impossible.getMessage());
        return Optional.empty();
      }
    }
  }

  @Override
  public List<String> labels(String modelName, int modelVersion) {
    return known(new ModelVersion(modelName, modelVersion)).labels();
  }

  @Override
  public OptionalDouble heldOutAccuracy(String modelName, int modelVersion) {
    return known(new ModelVersion(modelName, modelVersion)).heldOutAccuracy();
  }

  @Override
  public Optional<ImageHistograms> imageReference(String modelName, int modelVersion) {
    return known(new ModelVersion(modelName, modelVersion)).imageReference();
  }

  @Override
  public Optional<HeldOutReference> reference(String modelName, int modelVersion) {
    return known(new ModelVersion(modelName, modelVersion)).reference();
  }

  private synchronized Known known(ModelVersion model) {
    Known found = known.get(model);
    if (found != null) {
      return found;
    }
    Long missed = missedAtNanos.get(model);
    if (missed != null && System.nanoTime() - missed < PAUSE_NANOS) {
      return Known.NOTHING;
    }
    return lookUp(model);
  }

  private Known lookUp(ModelVersion model) {
    try {
      List<PublishedModel> found =
          catalogue.manifest(model.name(), model.version()).stream().toList();
      if (!found.isEmpty()) {
        missedAtNanos.remove(model);
        known.put(model, Known.of(found.get(0).manifest()));
        return known.get(model);
      }
    } catch (KafkaException e) {
      LOG.warn("the classes of {} can't be looked up now: {}", model, e.getMessage());
    }
    missedAtNanos.put(model, System.nanoTime());
    return Known.NOTHING;
  }

  @Override
  public synchronized void close() {
    catalogue.close();
  }
}
