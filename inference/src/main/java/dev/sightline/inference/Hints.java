package dev.sightline.inference;

import dev.sightline.models.labels.Labels;
import dev.sightline.schemas.OutputKind;
import java.util.Optional;

/**
 * What a SavedModel does not say of itself and a user may know.
 *
 * @param labels class names in index order
 * @param scale what a float32 input's pixels of 0 to 255 are multiplied by: 1, the default, for a
 *     model that scales by itself, 1/255 for one that expects 0 to 1
 * @param output what its output is; told from its answers to sample images where nobody says so
 */
public record Hints(Optional<Labels> labels, Optional<Float> scale, Optional<OutputKind> output) {
  public static final Hints NONE = new Hints(Optional.empty(), Optional.empty(), Optional.empty());

  /** The labels alone. */
  public static Hints named(Labels labels) {
    return new Hints(Optional.of(labels), Optional.empty(), Optional.empty());
  }

  /** The scale alone. */
  public static Hints scaled(float scale) {
    return new Hints(Optional.empty(), Optional.of(scale), Optional.empty());
  }

  boolean given() {
    return !equals(NONE);
  }
}
