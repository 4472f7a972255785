package dev.sightline.trainer.publish;

import dev.sightline.schemas.ModelManifest;
import java.nio.file.Path;

/**
 * A model that is ready to be published.
 *
 * @param draft its manifest, but for version, archive, parts and signature
 * @param savedModel its SavedModel folder
 */
public record Candidate(ModelManifest.Builder draft, Path savedModel) {}
