package dev.sightline.inference;

import java.util.List;
import java.util.Optional;

/**
 * What a SavedModel does not say of itself and a user may know.
 *
 * @param labels class names in index order
 * @param scale what a float32 input's pixels of 0 to 255 are multiplied by
 */
public record Hints(Optional<List<String>> labels, Optional<Float> scale) {
  public static final Hints NONE = new Hints(Optional.empty(), Optional.empty());

  boolean given() {
    return labels.isPresent() || scale.isPresent();
  }
}
