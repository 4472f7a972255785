package dev.sightline.trainer.publish;

import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.schemas.model.ModelRejectedException;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.network.ImageClassifier;
import java.nio.file.Path;
import java.time.Instant;
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
import org.tensorflow.types.TUint8;

/**
 * A SavedModel that was made elsewhere, with Keras for instance: one image input uint8 or float32
 * [batch, height, width, 3], one output float32 [batch, classes] of probabilities or logits, under
 * the signature {@code serving_default}. Owns a session of it. For one thread.
 */
public final class ForeignModel implements ImageClassifier, AutoCloseable {
  private static final String SIGNATURE = "serving_default";
  private static final int LOOKED_AT = 32;
  private static final double ROUNDING = 1e-3;

  private final Path folder;
  private final SavedModelBundle bundle;
  private final ImageInput input;
  private final String inputTensor;
  private final String outputKey;
  private final String outputTensor;
  private final int classes;

  private ForeignModel(Path folder, SavedModelBundle bundle, float scale) {
    this.folder = folder;
    this.bundle = bundle;
    SignatureDef signature = bundle.metaGraphDef().getSignatureDefMap().get(SIGNATURE);
    if (signature == null) {
      throw rejected(
          "has no signature "
              + SIGNATURE
              + ", only "
              + bundle.metaGraphDef().getSignatureDefMap().keySet());
    }
    Map.Entry<String, TensorInfo> image = only(signature.getInputsMap(), "input");
    Map.Entry<String, TensorInfo> output = only(signature.getOutputsMap(), "output");
    this.input = imageInput(image.getKey(), image.getValue(), scale);
    this.inputTensor = image.getValue().getName();
    this.outputKey = output.getKey();
    this.outputTensor = output.getValue().getName();
    this.classes = classes(output.getKey(), output.getValue());
  }

  /**
   * Loads a SavedModel folder.
   *
   * @param scale what a float32 input's pixels of 0 to 255 are multiplied by: 1 for a model that
   *     scales by itself, 1/255 for one that expects 0 to 1
   * @throws ModelRejectedException when it is no SavedModel of an image classifier
   */
  public static ForeignModel load(Path folder, float scale) {
    SavedModelBundle bundle;
    try {
      bundle = SavedModelBundle.load(folder.toString(), "serve");
    } catch (RuntimeException e) {
      throw new ModelRejectedException(
          "the SavedModel " + folder + " can't be loaded: " + e.getMessage(), e);
    }
    try {
      return new ForeignModel(folder, bundle, scale);
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
    var dims = info.getTensorShape().getDimList();
    boolean image =
        dims.size() == 4
            && dims.get(1).getSize() > 0
            && dims.get(2).getSize() > 0
            && dims.get(3).getSize() == ImageSize.CHANNELS;
    if (!image) {
      throw rejected(
          "has the input %s of shape %s, expected [batch, height, width, 3]"
              .formatted(key, shape(info)));
    }
    return new ImageInput(
        key,
        type,
        (int) dims.get(1).getSize(),
        (int) dims.get(2).getSize(),
        ImageSize.CHANNELS,
        type == PixelType.UINT8 ? 1f : scale);
  }

  private int classes(String key, TensorInfo info) {
    var dims = info.getTensorShape().getDimList();
    if (dims.size() != 2 || dims.get(1).getSize() < 2) {
      throw rejected(
          "has the output %s of shape %s, expected [batch, classes]".formatted(key, shape(info)));
    }
    return (int) dims.get(1).getSize();
  }

  private static List<Long> shape(TensorInfo info) {
    return info.getTensorShape().getDimList().stream().map(dim -> dim.getSize()).toList();
  }

  /** The size of image that it takes. */
  public ImageSize imageSize() {
    return new ImageSize(input.getHeight(), input.getWidth());
  }

  /** How many classes it tells apart. */
  public int classes() {
    return classes;
  }

  /**
   * What is published.
   *
   * @param labels class names in index order
   * @param images to choose golden images from, of this model's size
   * @throws ModelRejectedException when the labels are too few or too many
   */
  public Candidate candidate(String name, List<String> labels, Examples images) {
    if (labels.size() != classes) {
      throw rejected(
          "tells %d classes apart, but there are %d labels".formatted(classes, labels.size()));
    }
    OutputKind kind = outputKind(images);
    ImageClassifier probabilities =
        kind == OutputKind.PROBABILITIES ? this : new SoftmaxOf(this, classes);
    return new Candidate(
        ModelManifest.newBuilder()
            .setName(name)
            .setCreatedAt(Instant.now())
            .setInput(input)
            .setOutput(new ClassOutput(outputKey, kind))
            .setLabels(labels)
            .setResize(ResizeMethod.AREA)
            .setGoldenImages(GoldenImages.choose(probabilities, images, classes)),
        folder);
  }

  /** Probabilities are what lies in [0, 1] and sums to 1 on every image looked at. */
  private OutputKind outputKind(Examples images) {
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

  /** The output as it is: probabilities or logits. */
  @Override
  public float[] probabilities(byte[] pixels, int first, int count) {
    try (Tensor images = tensor(pixels, first, count);
        Result result =
            bundle.session().runner().feed(inputTensor, images).fetch(outputTensor).run()) {
      TFloat32 rows = (TFloat32) result.get(0);
      float[] values = new float[count * classes];
      rows.asRawTensor().data().asFloats().read(values);
      return values;
    }
  }

  private Tensor tensor(byte[] pixels, int first, int count) {
    int imageBytes = imageSize().bytes();
    Shape shape = Shape.of(count, input.getHeight(), input.getWidth(), ImageSize.CHANNELS);
    if (input.getDataType() == PixelType.UINT8) {
      TUint8 tensor = TUint8.tensorOf(shape);
      tensor.asRawTensor().data().write(pixels, first * imageBytes, count * imageBytes);
      return tensor;
    }
    float[] scaled = new float[count * imageBytes];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (pixels[first * imageBytes + i] & 0xFF) * input.getScale();
    }
    return TFloat32.tensorOf(shape, DataBuffers.of(scaled));
  }

  @Override
  public void close() {
    bundle.close();
  }
}
