package dev.sightline.topology.model;

import dev.sightline.inference.ScoringModel;

/** Who is told how far the loading of a version has come, and may end it. */
public interface LoadSteps {

  /** The first session is loaded, and the warm-up begins. */
  void loaded(ScoringModel model);

  /**
   * Asked between two steps whether to go on.
   *
   * @throws RuntimeException to end it, as when the version is wanted no more; the caller of the
   *     loading gets it
   */
  default void proceed() {}
}
