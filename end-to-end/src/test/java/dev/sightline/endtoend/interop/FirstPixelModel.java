package dev.sightline.endtoend.interop;

import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.publish.ModelPublisher;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.schemas.registry.SchemaRegistries;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.TensorFlow;
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
 * A model whose answers a test can compute by itself: the probabilities of red, green and blue are
 * the softmax of the first pixel's channels over 64. It takes uint8 [batch, 4, 4, 3].
 */
final class FirstPixelModel {
  static final String NAME = "first-pixel";
  static final List<String> LABELS = List.of("red", "green", "blue");

  private static final int SIDE = 4;
  private static final int CHANNELS = 3;
  private static final float SCALE = 1 / 64f;
  private static final String INPUT = "image";
  private static final String OUTPUT = "probabilities";

  private FirstPixelModel() {}

  /** Red, green and blue of an image that is all of one colour, as raw pixels. */
  static byte[] image(int red, int green, int blue) {
    byte[] pixels = new byte[SIDE * SIDE * CHANNELS];
    for (int i = 0; i < pixels.length; i += CHANNELS) {
      pixels[i] = (byte) red;
      pixels[i + 1] = (byte) green;
      pixels[i + 2] = (byte) blue;
    }
    return pixels;
  }

  static int side() {
    return SIDE;
  }

  /** What the model says of an image. */
  static List<Float> probabilities(byte[] pixels) {
    double[] powers =
        IntStream.range(0, CHANNELS)
            .mapToDouble(i -> Math.exp((pixels[i] & 0xFF) * SCALE))
            .toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).mapToObj(power -> (float) (power / sum)).toList();
  }

  /**
   * Publishes a version of it and makes it champion.
   *
   * @param config of Kafka clients and the schema registry
   * @param folder to write the SavedModel to; must not be there yet
   */
  static ModelManifest publish(Map<String, Object> config, Path folder) throws IOException {
    write(folder);
    return new ModelPublisher(
            config,
            SchemaRegistries.of(config),
            Optional.empty(),
            new ModelArchive(),
            Clock.systemUTC())
        .publishChampion(draft(), folder, "test", "test");
  }

  private static ModelManifest.Builder draft() {
    List<GoldenImage> golden = new ArrayList<>();
    for (byte[] pixels : List.of(image(200, 0, 0), image(0, 200, 0), image(0, 0, 200))) {
      golden.add(new GoldenImage(ByteBuffer.wrap(pixels), probabilities(pixels)));
    }
    return ModelManifest.newBuilder()
        .setName(NAME)
        .setCreatedAt(Instant.now())
        .setInput(new ImageInput(INPUT, PixelType.UINT8, SIDE, SIDE, CHANNELS, 1f))
        .setOutput(new ClassOutput(OUTPUT, OutputKind.PROBABILITIES))
        .setLabels(LABELS)
        .setResize(ResizeMethod.AREA)
        .setGoldenImages(golden);
  }

  private static void write(Path folder) throws IOException {
    MetaGraphDef metaGraph =
        MetaGraphDef.newBuilder()
            .setMetaInfoDef(
                MetaGraphDef.MetaInfoDef.newBuilder()
                    .addTags("serve")
                    .setTensorflowVersion(TensorFlow.version()))
            .setGraphDef(graph())
            .putSignatureDef("serving_default", signature())
            .build();
    Files.createDirectory(folder);
    Files.write(
        folder.resolve("saved_model.pb"),
        SavedModel.newBuilder()
            .setSavedModelSchemaVersion(1)
            .addMetaGraphs(metaGraph)
            .build()
            .toByteArray());
  }

  private static GraphDef graph() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var images =
          tf.withName(INPUT)
              .placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, SIDE, SIDE, CHANNELS)));
      var firstPixel =
          tf.reshape(
              tf.slice(
                  images,
                  tf.constant(new int[] {0, 0, 0, 0}),
                  tf.constant(new int[] {-1, 1, 1, CHANNELS})),
              tf.constant(new int[] {-1, CHANNELS}));
      tf.withName(OUTPUT)
          .nn
          .softmax(tf.math.mul(tf.dtypes.cast(firstPixel, TFloat32.class), tf.constant(SCALE)));
      return graph.toGraphDef();
    }
  }

  private static SignatureDef signature() {
    return SignatureDef.newBuilder()
        .setMethodName("tensorflow/serving/predict")
        .putInputs(INPUT, tensor(INPUT, DataType.DT_UINT8, -1, SIDE, SIDE, CHANNELS))
        .putOutputs(OUTPUT, tensor(OUTPUT, DataType.DT_FLOAT, -1, LABELS.size()))
        .build();
  }

  private static TensorInfo tensor(String op, DataType type, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorInfo.newBuilder().setName(op + ":0").setDtype(type).setTensorShape(shape).build();
  }
}
