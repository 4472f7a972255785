package dev.sightline.trainer.loading;

import dev.sightline.inference.ImageClassifier;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.export.SavedModelExport;
import dev.sightline.trainer.network.graph.GraphClassifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TFloat32;

/**
 * A SavedModel of an image classifier, whoever made it, loaded in float32 and called by its
 * signature {@value SavedModelExport#SIGNATURE}: one image input uint8 or float32 [batch, height,
 * width, 3], one output float32 [batch, classes] of probabilities or logits. Owns a session of it.
 * For one thread.
 */
public final class LoadedModel implements ImageClassifier, AutoCloseable {
  private static final int LOOKED_AT = 32;
  private static final double ROUNDING = 1e-3;

  private final Path folder;
  private final SavedModelBundle bundle;
  private final ImageInput input;
  private final String inputTensor;
  private final String outputKey;
  private final String outputTensor;
  private final int classes;

  private LoadedModel(Path folder, SavedModelBundle bundle, float scale) {
    this.folder = folder;
    this.bundle = bundle;
    Map<String, SignatureDef> signatures = bundle.metaGraphDef().getSignatureDefMap();
    SignatureDef signature = signatures.get(SavedModelExport.SIGNATURE);
    if (signature == null) {
      throw rejected(
          "has no signature " + SavedModelExport.SIGNATURE + ", only " + signatures.keySet());
    }
    Map.Entry<String, TensorInfo> image = only(signature.getInputsMap(), "input");
    Map.Entry<String, TensorInfo> output = only(signature.getOutputsMap(), "output");
    this.input = imageInput(image.getKey(), image.getValue(), scale);
    this.inputTensor = image.getValue().getName();
    this.outputKey = output.getKey();
    this.outputTensor = output.getValue().getName();
    this.classes = classes(output.getKey(), output.getValue());
  }

  /** Loads a SavedModel folder whose input takes pixels as they are, 0 to 255. */
  public static LoadedModel load(Path folder) {
    return load(folder, 1);
  }

  /**
   * Loads a SavedModel folder.
   *
   * @param scale what a float32 input's pixels of 0 to 255 are multiplied by: 1 for a model that
   *     scales by itself, 1/255 for one that expects 0 to 1
   * @throws ModelRejectedException when it is no SavedModel of an image classifier
   */
  public static LoadedModel load(Path folder, float scale) {
    SavedModelBundle bundle;
    try {
      bundle = SavedModelBundle.load(folder.toString(), SavedModelExport.TAG);
    } catch (RuntimeException e) {
      throw new ModelRejectedException(
          "the SavedModel " + folder + " can't be loaded: " + e.getMessage(), e);
    }
    try {
      return new LoadedModel(folder, bundle, scale);
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  private ModelRejectedException rejected(String what) {
    return new ModelRejectedException("the SavedModel " + folder + " " + what);
  }

  private Map.Entry<String, TensorInfo> only(Map<String, TensorInfo> tensors, String side) {
    if (tensors.size() != 1) {
      throw rejected("has the %ss %s, expected one".formatted(side, tensors.keySet()));
    }
    return tensors.entrySet().iterator().next();
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
        sizes.size() == 4
            && sizes.get(1) > 0
            && sizes.get(2) > 0
            && sizes.get(3) == ImageSize.CHANNELS;
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
        ImageSize.CHANNELS,
        type == PixelType.UINT8 ? 1f : scale);
  }

  private int classes(String key, TensorInfo info) {
    List<Long> sizes = sizes(info);
    if (sizes.size() != 2 || sizes.get(1) < 2) {
      throw rejected(
          "has the output %s of shape %s, expected [batch, classes]".formatted(key, sizes));
    }
    return sizes.get(1).intValue();
  }

  private static List<Long> sizes(TensorInfo info) {
    return info.getTensorShape().getDimList().stream().map(dim -> dim.getSize()).toList();
  }

  /** The image input that it has. */
  public ImageInput input() {
    return input;
  }

  /** The size of image that it takes. */
  public ImageSize imageSize() {
    return new ImageSize(input.getHeight(), input.getWidth());
  }

  /** The output's key in the signature. */
  public String outputKey() {
    return outputKey;
  }

  /** How many classes it tells apart. */
  public int classes() {
    return classes;
  }

  /**
   * Checks class names in index order.
   *
   * @throws ModelRejectedException when they are too few or too many
   */
  public void requireLabels(List<String> labels) {
    if (labels.size() != classes) {
      throw rejected(
          "tells %d classes apart, but there are %d labels".formatted(classes, labels.size()));
    }
  }

  /**
   * What its output seems to be: probabilities are what lies in [0, 1] and sums to 1 on every image
   * looked at.
   *
   * @param images of this model's size, of which the first {@value #LOOKED_AT} are looked at
   */
  public OutputKind outputKind(Examples images) {
    int count = Math.min(LOOKED_AT, images.size());
    float[] values = probabilities(images.pixels(), 0, count);
    for (int row = 0; row < count; row++) {
      double sum = 0;
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        if (!(values[i] >= 0 && values[i] <= 1 + ROUNDING)) {
          return OutputKind.LOGITS;
        }
        sum += values[i];
      }
      if (Math.abs(sum - 1) > ROUNDING) {
        return OutputKind.LOGITS;
      }
    }
    return OutputKind.PROBABILITIES;
  }

  /** Its probabilities, whichever kind its output is of. */
  public ImageClassifier classifier(OutputKind kind) {
    return kind == OutputKind.PROBABILITIES ? this : new SoftmaxOf(this, classes);
  }

  /** The output as it is: probabilities or logits. */
  @Override
  public float[] probabilities(byte[] pixels, int first, int count) {
    try (Tensor images = tensor(pixels, first, count);
        Result result =
            bundle.session().runner().feed(inputTensor, images).fetch(outputTensor).run()) {
      return GraphClassifier.floats((TFloat32) result.get(0));
    }
  }

  private Tensor tensor(byte[] pixels, int first, int count) {
    Shape image = Shape.of(input.getHeight(), input.getWidth(), ImageSize.CHANNELS);
    if (input.getDataType() == PixelType.UINT8) {
      return GraphClassifier.images(pixels, first, count, image);
    }
    int imageBytes = imageSize().bytes();
    float[] scaled = new float[count * imageBytes];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (pixels[first * imageBytes + i] & 0xFF) * input.getScale();
    }
    return TFloat32.tensorOf(image.prepend(count), DataBuffers.of(scaled));
  }

  @Override
  public void close() {
    bundle.close();
  }
}
