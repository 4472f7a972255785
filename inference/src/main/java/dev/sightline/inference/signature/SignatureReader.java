package dev.sightline.inference.signature;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.labels.Labels;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Reads what a SavedModel says of itself: one image input uint8 or float32 [batch, height, width,
 * 3] and an output [batch, classes], or [batch, 1] of two classes. Faults name the model.
 */
public final class SignatureReader {
  private static final int CHANNELS = 3;

  /** What TensorFlow itself keeps among the signatures; nobody calls it. */
  private static final String INITIALIZATION = "__saved_model_init_op";

  private final String model;

  /**
   * @param model what the model is called in messages, such as {@code the SavedModel runs/1}
   */
  public SignatureReader(String model) {
    this.model = model;
  }

  /**
   * The signature of a name.
   *
   * @throws ModelRejectedException when there is none
   */
  public SignatureDef definition(MetaGraphDef graph, String name) {
    Map<String, SignatureDef> signatures = graph.getSignatureDefMap();
    SignatureDef signature = signatures.get(name);
    if (signature == null) {
      Set<String> callable = new TreeSet<>(signatures.keySet());
      callable.remove(INITIALIZATION);
      throw rejected(
          "has no signature %s, only %s: --signature NAME calls one of those"
              .formatted(name, callable));
    }
    return signature;
  }

  /**
   * The only input of a signature and an output. It doesn't say whether that is probabilities or
   * logits; it is called probabilities here.
   *
   * @param name the signature's
   * @param scale what a float32 input's pixels of 0 to 255 are multiplied by
   * @param outputKey which output, where there are several
   * @throws ModelRejectedException when there are others, or they are not those of an image
   *     classifier
   */
  public ModelSignature read(
      String name, SignatureDef signature, float scale, Optional<String> outputKey) {
    Map.Entry<String, TensorInfo> image =
        only(signature.getInputsMap(), "input", "export it with its image input alone");
    Map<String, TensorInfo> outputs = signature.getOutputsMap();
    Map.Entry<String, TensorInfo> output =
        outputKey
            .map(key -> chosen(outputs, key))
            .orElseGet(() -> only(outputs, "output", "--output-tensor KEY takes one of them"));
    return new ModelSignature(
        name,
        imageInput(image.getKey(), image.getValue(), scale),
        new ClassOutput(output.getKey(), OutputKind.PROBABILITIES),
        classes(output.getKey(), output.getValue()));
  }

  private Map.Entry<String, TensorInfo> only(
      Map<String, TensorInfo> tensors, String side, String remedy) {
    if (tensors.size() != 1) {
      throw rejected(
          "has the %ss %s, expected one: %s"
              .formatted(side, new TreeSet<>(tensors.keySet()), remedy));
    }
    return tensors.entrySet().iterator().next();
  }

  private Map.Entry<String, TensorInfo> chosen(Map<String, TensorInfo> outputs, String key) {
    if (!outputs.containsKey(key)) {
      throw rejected(
          "has no output %s, only %s: --output-tensor KEY takes one of those"
              .formatted(key, new TreeSet<>(outputs.keySet())));
    }
    return Map.entry(key, outputs.get(key));
  }

  private ImageInput imageInput(String key, TensorInfo info, float scale) {
    PixelType type =
        switch (info.getDtype()) {
          case DT_UINT8 -> PixelType.UINT8;
          case DT_FLOAT -> PixelType.FLOAT32;
          default ->
              throw rejected(
                  "has the input %s of type %s, expected uint8 or float32"
                      .formatted(key, info.getDtype()));
        };
    List<Long> sizes = sizes(info);
    boolean image =
        sizes.size() == 4 && sizes.get(1) > 0 && sizes.get(2) > 0 && sizes.get(3) == CHANNELS;
    if (!image) {
      throw rejected(
          "has the input %s of shape %s, expected [batch, height, width, 3]".formatted(key, sizes));
    }
    if (sizes.get(0) > 0) {
      throw rejected(
          "has the input %s of shape %s, expected batches of any size".formatted(key, sizes));
    }
    return new ImageInput(
        key,
        type,
        sizes.get(1).intValue(),
        sizes.get(2).intValue(),
        CHANNELS,
        type == PixelType.UINT8 ? 1f : scale);
  }

  private int classes(String key, TensorInfo info) {
    List<Long> sizes = sizes(info);
    if (sizes.size() != 2 || sizes.get(1) < 1) {
      throw rejected(
          "has the output %s of shape %s, expected [batch, classes]".formatted(key, sizes));
    }
    if (sizes.get(1) > Labels.MAX_CLASSES) {
      throw rejected(
          "has the output %s of shape %s, expected at most %d classes"
              .formatted(key, sizes, Labels.MAX_CLASSES));
    }
    return Math.max(2, sizes.get(1).intValue());
  }

  private static List<Long> sizes(TensorInfo info) {
    return info.getTensorShape().getDimList().stream().map(dim -> dim.getSize()).toList();
  }

  private ModelRejectedException rejected(String what) {
    return new ModelRejectedException(model + " " + what);
  }
}
