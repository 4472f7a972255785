package dev.sightline.topology.monitoring.windows;

import java.util.List;

/** The classes of a model version in its manifest's order. For many threads. */
@FunctionalInterface
public interface LabelOrder {
  /** Knows no version: classes come sorted by name. */
  LabelOrder UNKNOWN = (modelName, modelVersion) -> List.of();

  /** The class names; empty when the version is not known (yet). */
  List<String> labels(String modelName, int modelVersion);
}
