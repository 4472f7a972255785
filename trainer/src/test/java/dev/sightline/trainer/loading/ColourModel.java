package dev.sightline.trainer.loading;

import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A model of three classes, red, green and blue: each logit is {@value #STEEPNESS} times the mean
 * of that channel, from 0 to 1. A float32 input takes pixels of 0 to 1.
 *
 * @param side height and width of the input
 */
record ColourModel(PixelType type, OutputKind kind, int side) {
  static final List<String> LABELS = List.of("red", "green", "blue");
  static final float STEEPNESS = 4;

  private static final String INPUT = "pixels";
  private static final String OUTPUT = "answer";
  private static final int CHANNELS = 3;

  static ColourModel uint8() {
    return new ColourModel(PixelType.UINT8, OutputKind.PROBABILITIES, 4);
  }

  float scale() {
    return type == PixelType.UINT8 ? 1 : 1 / 255f;
  }

  /** Pixels of one colour, uint8 [side, side, 3]. */
  byte[] image(int red, int green, int blue) {
    byte[] pixels = new byte[side * side * CHANNELS];
    for (int i = 0; i < pixels.length; i += CHANNELS) {
      pixels[i] = (byte) red;
      pixels[i + 1] = (byte) green;
      pixels[i + 2] = (byte) blue;
    }
    return pixels;
  }

  ModelManifest.Builder manifest() {
    return ModelManifest.newBuilder()
        .setName("colours")
        .setCreatedAt(Instant.ofEpochMilli(1))
        .setInput(new ImageInput(INPUT, type, side, side, CHANNELS, scale()))
        .setOutput(new ClassOutput(OUTPUT, kind))
        .setLabels(LABELS)
        .setResize(ResizeMethod.BILINEAR)
        .setGoldenImages(
            List.of(
                new GoldenImage(
                    ByteBuffer.wrap(image(255, 128, 0)), List.of(0.8717f, 0.1173f, 0.0160f))));
  }

  /** Writes the SavedModel folder, which must not be there yet. */
  Path write(Path folder) throws IOException {
    return write(folder, "serving_default", signature());
  }

  static Path write(Path folder, String name, SignatureDef signature, GraphDef graph)
      throws IOException {
    MetaGraphDef metaGraph =
        MetaGraphDef.newBuilder()
            .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
            .setGraphDef(graph)
            .putSignatureDef(name, signature)
            .build();
    Files.createDirectories(folder);
    Files.write(
        folder.resolve("saved_model.pb"),
        SavedModel.newBuilder()
            .setSavedModelSchemaVersion(1)
            .addMetaGraphs(metaGraph)
            .build()
            .toByteArray());
    return folder;
  }

  Path write(Path folder, String name, SignatureDef signature) throws IOException {
    return write(folder, name, signature, graph());
  }

  private GraphDef graph() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Shape shape = Shape.of(-1, side, side, CHANNELS);
      Operand<TFloat32> pixels =
          type == PixelType.UINT8
              ? tf.math.div(
                  tf.dtypes.cast(
                      tf.withName(INPUT).placeholder(TUint8.class, Placeholder.shape(shape)),
                      TFloat32.class),
                  tf.constant(255f))
              : tf.withName(INPUT).placeholder(TFloat32.class, Placeholder.shape(shape));
      Operand<TFloat32> means = tf.math.mean(pixels, tf.constant(new int[] {1, 2}));
      Operand<TFloat32> logits = tf.math.mul(means, tf.constant(STEEPNESS));
      if (kind == OutputKind.LOGITS) {
        tf.withName(OUTPUT).identity(logits);
      } else {
        tf.withName(OUTPUT).nn.softmax(logits);
      }
      return graph.toGraphDef();
    }
  }

  SignatureDef signature() {
    return SignatureDef.newBuilder()
        .setMethodName("tensorflow/serving/predict")
        .putInputs(INPUT, input(-1, side, side, CHANNELS))
        .putOutputs(OUTPUT, tensor(OUTPUT, DataType.DT_FLOAT, -1, LABELS.size()))
        .build();
  }

  TensorInfo input(long... sizes) {
    return tensor(INPUT, type == PixelType.UINT8 ? DataType.DT_UINT8 : DataType.DT_FLOAT, sizes);
  }

  static TensorInfo tensor(String operation, DataType type, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorInfo.newBuilder()
        .setName(operation + ":0")
        .setDtype(type)
        .setTensorShape(shape)
        .build();
  }
}
