package dev.sightline.topology.model;

import dev.sightline.evaluation.arithmetic.Softmax;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import java.nio.file.Path;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A SavedModel in a session of its own. Owns the session and its native memory. */
public final class SavedModelScorer implements ScoringModel {
  private static final String SIGNATURE = "serving_default";

  private final SavedModelBundle bundle;
  private final ModelManifest manifest;
  private final ExecutionSettings settings;
  private final Output<?> input;
  private final Output<?> output;
  private final int imageBytes;
  private final int classes;

  private SavedModelScorer(
      SavedModelBundle bundle, ModelManifest manifest, ExecutionSettings settings) {
    this.bundle = bundle;
    this.manifest = manifest;
    this.settings = settings;
    ImageInput image = manifest.getInput();
    this.imageBytes = image.getHeight() * image.getWidth() * image.getChannels();
    this.classes = manifest.getLabels().size();
    SignatureDef signature = bundle.metaGraphDef().getSignatureDefMap().get(SIGNATURE);
    if (signature == null) {
      throw new ModelRejectedException("the SavedModel has no signature " + SIGNATURE);
    }
    this.input = tensor(signature.getInputsMap().get(image.getTensor()), "input", inputShape());
    this.output =
        tensor(
            signature.getOutputsMap().get(manifest.getOutput().getTensor()),
            "output",
            Shape.of(Shape.UNKNOWN_SIZE, classes));
  }

  /**
   * Loads a SavedModel folder.
   *
   * @throws ModelRejectedException when it can't be loaded, or its signature is not what the
   *     manifest says
   */
  public static SavedModelScorer load(
      Path folder, ModelManifest manifest, ExecutionSettings settings) {
    SavedModelBundle bundle;
    try {
      bundle =
          SavedModelBundle.loader(folder.toString())
              .withTags("serve")
              .withConfigProto(settings.config())
              .load();
    } catch (RuntimeException e) {
      throw new ModelRejectedException(
          "TensorFlow can't load the SavedModel: " + e.getMessage(), e);
    }
    try {
      return new SavedModelScorer(bundle, manifest, settings);
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  private Shape inputShape() {
    ImageInput image = manifest.getInput();
    return Shape.of(Shape.UNKNOWN_SIZE, image.getHeight(), image.getWidth(), image.getChannels());
  }

  private Output<?> tensor(TensorInfo info, String side, Shape expected) {
    if (info == null) {
      throw new ModelRejectedException(
          "the signature " + SIGNATURE + " lacks the manifest's " + side + " tensor");
    }
    Output<?> tensor = bundle.graph().output(info.getName());
    if (tensor == null) {
      throw new ModelRejectedException("the graph has no tensor " + info.getName());
    }
    DataType type = side.equals("output") ? DataType.DT_FLOAT : pixelType();
    if (info.getDtype() != type) {
      throw new ModelRejectedException(
          "the %s tensor is of type %s, expected %s".formatted(side, info.getDtype(), type));
    }
    Shape actual = tensor.shape();
    if (!actual.isCompatibleWith(expected)) {
      throw new ModelRejectedException(
          "the %s tensor has the shape %s, expected %s".formatted(side, actual, expected));
    }
    return tensor;
  }

  private DataType pixelType() {
    return manifest.getInput().getDataType() == PixelType.UINT8
        ? DataType.DT_UINT8
        : DataType.DT_FLOAT;
  }

  @Override
  public ModelManifest manifest() {
    return manifest;
  }

  @Override
  public String settings() {
    return settings.toString();
  }

  @Override
  public void score(byte[] pixels, int first, int count, float[] probabilities) {
    int offset = first * classes;
    try (Tensor images = images(pixels, first, count);
        Result result = bundle.session().runner().feed(input, images).fetch(output).run()) {
      TFloat32 rows = (TFloat32) result.get(0);
      long expected = (long) count * classes;
      if (rows.size() != expected) {
        throw new IllegalStateException(
            "the model gave %s for %d images of %d classes"
                .formatted(rows.shape(), count, classes));
      }
      rows.asRawTensor().data().asFloats().read(probabilities, offset, (int) expected);
    }
    if (manifest.getOutput().getKind() == OutputKind.LOGITS) {
      for (int row = 0; row < count; row++) {
        Softmax.inPlace(probabilities, offset + row * classes, classes);
      }
    }
  }

  /** uint8 or float32 [count, height, width, channels]. The caller closes it. */
  private Tensor images(byte[] pixels, int first, int count) {
    ImageInput image = manifest.getInput();
    Shape shape = Shape.of(count, image.getHeight(), image.getWidth(), image.getChannels());
    if (image.getDataType() == PixelType.UINT8) {
      TUint8 tensor = Tensor.of(TUint8.class, shape);
      tensor.asRawTensor().data().write(pixels, first * imageBytes, count * imageBytes);
      return tensor;
    }
    float[] scaled = new float[count * imageBytes];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (pixels[first * imageBytes + i] & 0xFF) * image.getScale();
    }
    return TFloat32.tensorOf(shape, DataBuffers.of(scaled));
  }

  @Override
  public void close() {
    bundle.close();
  }
}
