package dev.sightline.inference.signature;

import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;

/**
 * What an image classifier takes and gives.
 *
 * @param input uint8 or float32 [batch, height, width, channels], by its key in the SavedModel's
 *     signature
 * @param output probabilities or logits [batch, classes], by its key in that signature; of two
 *     classes also [batch, 1], the second one's alone
 * @param classes how many it tells apart, at least 2
 */
public record ModelSignature(ImageInput input, ClassOutput output, int classes) {
  /** The name of the signature that is called. */
  public static final String NAME = "serving_default";

  /** The tag of the graph that is loaded. */
  public static final String TAG = "serve";

  /** The same with an output of this kind. */
  public ModelSignature giving(OutputKind kind) {
    return new ModelSignature(input, new ClassOutput(output.getTensor(), kind), classes);
  }

  /** As a manifest says. */
  public static ModelSignature of(ModelManifest manifest) {
    return new ModelSignature(
        manifest.getInput(), manifest.getOutput(), manifest.getLabels().size());
  }

  /** As the draft of a manifest says. */
  public static ModelSignature of(ModelManifest.Builder draft) {
    return new ModelSignature(draft.getInput(), draft.getOutput(), draft.getLabels().size());
  }
}
