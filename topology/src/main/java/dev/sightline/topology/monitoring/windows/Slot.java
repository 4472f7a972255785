package dev.sightline.topology.monitoring.windows;

import dev.sightline.models.ModelVersion;
import java.util.Comparator;

/**
 * A bucket or a window of one model version, by its start in ms since the epoch. In order of time,
 * then of version and name.
 *
 * <p>Name and version are not checked: the first version stored buckets of models that can't be.
 */
record Slot(long startMs, String modelName, int modelVersion) implements Comparable<Slot> {
  private static final Comparator<Slot> ORDER =
      Comparator.comparingLong(Slot::startMs)
          .thenComparing(Slot::modelVersion)
          .thenComparing(Slot::modelName);

  Slot(long startMs, ModelVersion model) {
    this(startMs, model.name(), model.version());
  }

  /** Whether there can be such a model. */
  boolean isPossible() {
    return ModelVersion.isPossible(modelName, modelVersion);
  }

  /**
   * The model version.
   *
   * @throws dev.sightline.models.ModelRejectedException when it can't be
   */
  ModelVersion model() {
    return new ModelVersion(modelName, modelVersion);
  }

  /** The slot of the same model version at another start. */
  Slot at(long otherStartMs) {
    return new Slot(otherStartMs, modelName, modelVersion);
  }

  @Override
  public int compareTo(Slot other) {
    return ORDER.compare(this, other);
  }
}
