package dev.sightline.app;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.publish.HeldOut;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.tensorflow.Graph;
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
 * A model of three classes, the channels of a picture in order: a class' logit is {@value
 * #STEEPNESS} times the mean of its channel, from 0 to 1. Input uint8 [batch, 8, 8, 3].
 */
public final class ColourModel {
  public static final float STEEPNESS = 4;

  private static final int SIDE = 8;
  private static final int CLASSES = 3;
  private static final String INPUT = "image";
  private static final String OUTPUT = "probabilities";

  private ColourModel() {}

  /** A run folder: the model, its labels, a temperature or 0 for none. */
  public static Path writeRun(Path folder, List<String> labels, double temperature)
      throws IOException {
    writeSavedModel(folder.resolve(RunFolder.MODEL));
    new RunFolder(folder)
        .writeManifest(
            ModelManifest.newBuilder()
                .setName("colours")
                .setCreatedAt(Instant.EPOCH)
                .setInput(new ImageInput(INPUT, PixelType.UINT8, SIDE, SIDE, 3, 1f))
                .setOutput(new ClassOutput(OUTPUT, OutputKind.PROBABILITIES))
                .setLabels(labels)
                .setResize(ResizeMethod.AREA)
                .setEvaluation(temperature == 0 ? null : calibrated(temperature))
                .setGoldenImages(List.of()));
    return folder;
  }

  private static HeldOutEvaluation calibrated(double temperature) {
    ScoredImages scored = new ScoredImages(CLASSES, new int[1], new float[] {0.8f, 0.1f, 0.1f});
    return HeldOut.of(scored, new TemperatureScaling(temperature), 1);
  }

  /** A SavedModel folder alone. */
  public static Path writeSavedModel(Path folder) throws IOException {
    MetaGraphDef metaGraph =
        MetaGraphDef.newBuilder()
            .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
            .setGraphDef(graph())
            .putSignatureDef("serving_default", signature())
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

  private static GraphDef graph() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var images =
          tf.withName(INPUT)
              .placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, SIDE, SIDE, 3)));
      var means =
          tf.math.mean(tf.dtypes.cast(images, TFloat32.class), tf.constant(new int[] {1, 2}));
      tf.withName(OUTPUT).nn.softmax(tf.math.mul(means, tf.constant(STEEPNESS / 255)));
      return graph.toGraphDef();
    }
  }

  private static SignatureDef signature() {
    return SignatureDef.newBuilder()
        .setMethodName("tensorflow/serving/predict")
        .putInputs(INPUT, tensor(INPUT, DataType.DT_UINT8, -1, SIDE, SIDE, 3))
        .putOutputs(OUTPUT, tensor(OUTPUT, DataType.DT_FLOAT, -1, CLASSES))
        .build();
  }

  private static TensorInfo tensor(String operation, DataType type, long... sizes) {
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

  /** Writes a picture of one colour; the format is the file's ending. */
  public static Path writePicture(Path file, Color colour, int width, int height)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, colour.getRGB());
      }
    }
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
      throw new IllegalArgumentException("no writer for " + file);
    }
    return file;
  }
}
