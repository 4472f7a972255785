package dev.sightline.inference.signature;

import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;

/**
 * What an image classifier takes and gives.
 *
 * @param name of the SavedModel's signature that is called
 * @param input uint8 or float32 [batch, height, width, channels], by its key in the SavedModel's
 *     signature
 * @param output probabilities or logits [batch, classes], by its key in that signature; of two
 *     classes also [batch, 1], the second one's alone
 * @param classes how many it tells apart, at least 2
 */
public record ModelSignature(String name, ImageInput input, ClassOutput output, int classes) {
  /** The name of the signature that is called where nobody names another one. */
  public static final String NAME = "serving_default";

  /** The tag of the graph that is loaded. */
  public static final String TAG = "serve";

  /** That of the signature {@value #NAME}. */
  public ModelSignature(ImageInput input, ClassOutput output, int classes) {
    this(NAME, input, output, classes);
  }

  /** The same with another factor on the pixels of a float32 input. */
  public ModelSignature scaled(float scale) {
    ImageInput scaled = ImageInput.newBuilder(input).setScale(scale).build();
    return new ModelSignature(name, scaled, output, classes);
  }

  /** The same with an output of this kind. */
  public ModelSignature giving(OutputKind kind) {
    return new ModelSignature(name, input, new ClassOutput(output.getTensor(), kind), classes);
  }

  /** As a manifest says. */
  public static ModelSignature of(ModelManifest manifest) {
    return new ModelSignature(
        name(manifest.getServingSignature()),
        manifest.getInput(),
        manifest.getOutput(),
        manifest.getLabels().size());
  }

  /** As the draft of a manifest says. */
  public static ModelSignature of(ModelManifest.Builder draft) {
    return new ModelSignature(
        name(draft.getServingSignature()),
        draft.getInput(),
        draft.getOutput(),
        draft.getLabels().size());
  }

  /** As a manifest states it: null where it is {@value #NAME}. */
  public String stated() {
    return name.equals(NAME) ? null : name;
  }

  private static String name(String stated) {
    return stated == null ? NAME : stated;
  }
}
