package dev.sightline.topology.monitoring.alerts;

import dev.sightline.evaluation.drift.sequential.Batch;
import dev.sightline.evaluation.drift.sequential.Family;
import java.util.List;
import java.util.Optional;

/**
 * Something of a model version that is watched: what it may be, and what counts say that it is.
 * Immutable.
 */
interface Statistic {
  /** Its name in alerts and meters. */
  String name();

  /** What its quantities may be. */
  Family family();

  /** The observations of each quantity; without any, there is nothing to look at. */
  List<Batch> batches(Observations counts);

  /** Where its reference was measured, to follow "it was 0.9". */
  default String measured() {
    return "on the held-out images";
  }

  /** What a quantity is called; empty where there is only one. */
  Optional<String> subject(int quantity);
}
