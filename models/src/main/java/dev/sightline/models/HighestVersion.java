package dev.sightline.models;

import dev.sightline.schemas.ModelPart;
import java.util.Optional;

/**
 * The record on the topic {@code models} that remembers the highest version a name was ever given:
 * compaction keeps it when that version was removed, so the number is not given again. Its key is
 * {@code name/highest}.
 */
public record HighestVersion(ModelVersion id) {
  /** The highest that a key holds. */
  public static final int LIMIT = 999_999_999;

  private static final String ENDING = "/highest";

  /** What stands in place of a part's index. */
  private static final int PART = -2;

  /** The name of the model that a key speaks of, or empty when it is another record's key. */
  public static Optional<String> name(String key) {
    if (key == null || !key.endsWith(ENDING)) {
      return Optional.empty();
    }
    String name = key.substring(0, key.length() - ENDING.length());
    return ModelVersion.isPossible(name, 1) ? Optional.of(name) : Optional.empty();
  }

  /** The record's key. */
  public String key() {
    return id.name() + ENDING;
  }

  /** The record's value. */
  public ModelPart value() {
    return new ModelPart(id.name(), id.version(), PART, null, null);
  }
}
