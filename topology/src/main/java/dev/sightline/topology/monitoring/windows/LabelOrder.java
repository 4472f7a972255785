package dev.sightline.topology.monitoring.windows;

import dev.sightline.images.statistics.ImageHistograms;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a model version's manifest says to the metrics: its classes, in order, and what was found on
 * held-out images. For many threads.
 */
@FunctionalInterface
public interface LabelOrder {
  /** Knows no version: classes come sorted by name. */
  LabelOrder UNKNOWN = (modelName, modelVersion) -> List.of();

  /** The class names; empty when the version is not known (yet). */
  List<String> labels(String modelName, int modelVersion);

  /**
   * The held-out images by their statistics; empty when the version is not known (yet), or nobody
   * measured them. Not to be changed.
   */
  default Optional<ImageHistograms> imageReference(String modelName, int modelVersion) {
    return Optional.empty();
  }

  /**
   * The accuracy on held-out images before it was published, in [0, 1]; empty when the version is
   * not known (yet), or was not evaluated.
   */
  default OptionalDouble heldOutAccuracy(String modelName, int modelVersion) {
    return OptionalDouble.empty();
  }

  /**
   * What the version did on held-out images before it was published; empty when it is not known
   * (yet), or was not evaluated.
   */
  default Optional<HeldOutReference> reference(String modelName, int modelVersion) {
    return Optional.empty();
  }
}
