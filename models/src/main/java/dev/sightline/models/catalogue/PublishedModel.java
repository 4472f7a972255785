package dev.sightline.models.catalogue;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.ModelManifest;

/**
 * A model version on the topic {@code models}: what is known of it and where it stands.
 *
 * @param manifest its name and version agree with the record's key; nothing else is verified yet
 * @param offset the offset of the manifest's record; the parts stand behind it
 */
public record PublishedModel(ModelManifest manifest, long offset) {

  /** The version's identity. */
  public ModelVersion id() {
    return new ModelVersion(manifest.getName(), manifest.getVersion());
  }
}
