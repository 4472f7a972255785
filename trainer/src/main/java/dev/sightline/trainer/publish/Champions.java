package dev.sightline.trainer.publish;

import dev.sightline.schemas.ModelManifest;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Where the gate finds what serves. */
public interface Champions {
  /** The version of a model that serves now; empty when none of it was ever released. */
  OptionalInt version(String name);

  /**
   * Fetches a version.
   *
   * @param scratch an empty folder to work in; what is in it afterwards is the caller's to delete
   * @throws dev.sightline.models.ModelRejectedException when there is no such version any more,
   *     nobody that is trusted has signed it, or its archive is not what it should be
   */
  Fetched fetch(String name, int version, Path scratch);

  /**
   * A version on this machine.
   *
   * @param savedModel its SavedModel folder
   */
  record Fetched(ModelManifest manifest, Path savedModel) {}
}
