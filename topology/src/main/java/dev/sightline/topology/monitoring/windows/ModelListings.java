package dev.sightline.topology.monitoring.windows;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.models.ModelVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The listed classes of model versions, each made once of what is known. For one thread. */
final class ModelListings {
  private final LabelOrder labelOrder;
  private final Map<ModelVersion, ListedClasses> made = new HashMap<>();

  ModelListings(LabelOrder labelOrder) {
    this.labelOrder = labelOrder;
  }

  /** The classes that the manifest of a version lists, as far as it is known now. */
  ListedClasses of(ModelVersion model) {
    List<String> now = labelOrder.labels(model.name(), model.version());
    ListedClasses before = made.get(model);
    if (before == null || !before.inOrder().equals(now)) {
      made.put(model, ListedClasses.of(now));
    }
    return made.get(model);
  }

  /** What held-out images of a version look like, as far as it is known now. */
  Optional<ImageHistograms> imageReference(ModelVersion model) {
    return labelOrder.imageReference(model.name(), model.version());
  }

  /** The accuracy of a version on held-out images, as far as it is known now. */
  OptionalDouble heldOutAccuracy(ModelVersion model) {
    return labelOrder.heldOutAccuracy(model.name(), model.version());
  }
}
