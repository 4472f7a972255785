package dev.sightline.topology.model;

import dev.sightline.inference.ScoringModel;
import dev.sightline.schemas.ModelRelease;
import java.util.List;

/** The versions of one model, from which those that are to serve are loaded. For one thread. */
interface Versions extends AutoCloseable {

  /** What became of loading a version. */
  sealed interface Loaded {}

  /** It is warm and checked; the caller closes it. */
  record Ready(ScoringModel model) implements Loaded {}

  /**
   * No manifest of it can be seen.
   *
   * @param hidden whether an open transaction may hide it
   */
  record NoManifest(boolean hidden) implements Loaded {}

  /**
   * Brings a version up to where it can serve.
   *
   * @throws dev.sightline.models.ModelRejectedException when the version is at fault
   * @throws SupersededException when {@code steps} end it
   * @throws RuntimeException of any other kind when broker, registry or disk fail
   * @throws OutOfMemoryError when there is no memory for it now
   */
  Loaded load(int version, LoadSteps steps);

  /**
   * The versions that may serve when a release's champion can't, the best one first.
   *
   * @throws org.apache.kafka.common.KafkaException when broker or registry can't be reached
   */
  List<Integer> formerChampions(ModelRelease release);

  /** Records passed over so far because they could not be read. */
  long unreadable();

  @Override
  void close();
}
