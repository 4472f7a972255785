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
 * @param signature the name of the signature to call; the one that serves by default where nobody
 *     says so
 * @param outputTensor the key of the output to take, of a signature that has several
 */
public record Hints(
    Optional<Labels> labels,
    Optional<Float> scale,
    Optional<OutputKind> output,
    Optional<String> signature,
    Optional<String> outputTensor) {
  public static final Hints NONE = new Hints(Optional.empty(), Optional.empty(), Optional.empty());

  /** Of the only output of the signature that serves by default. */
  public Hints(Optional<Labels> labels, Optional<Float> scale, Optional<OutputKind> output) {
    this(labels, scale, output, Optional.empty(), Optional.empty());
  }

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
