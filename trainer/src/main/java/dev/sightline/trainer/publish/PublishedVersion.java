package dev.sightline.trainer.publish;

import dev.sightline.schemas.ModelManifest;
import java.util.Optional;

/**
 * A version that is on the topics, and what was made of it.
 *
 * @param manifest as it was published, with its version and signature
 * @param decision whether it serves, and why; empty where that was {@linkplain Promotion.Withheld
 *     withheld}
 */
public record PublishedVersion(ModelManifest manifest, Optional<Decision> decision) {}
