package dev.sightline.trainer.export;

import dev.sightline.inference.signature.ModelSignature;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.TrainedNetwork;
import dev.sightline.trainer.network.graph.FrozenGraph;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Writes a trained network as a SavedModel folder: tag {@value ModelSignature#TAG}, signature
 * {@value ModelSignature#NAME}, input {@value FrozenGraph#INPUT} uint8 [batch, height, width,
 * channels], output {@value FrozenGraph#OUTPUT} float32 [batch, classes].
 *
 * <p>The weights are constants in the graph, which serves faster than variables do. TensorFlow
 * Java's own exporter wants variables to save, so the folder's one file is written here, as {@code
 * saved_model.proto} describes it; loaders skip the variables of a folder that has none.
 */
public final class SavedModelExport {
  private static final String METHOD = "tensorflow/serving/predict";
  private static final long SCHEMA_VERSION = 1;

  private SavedModelExport() {}

  /**
   * Writes the folder, which is never seen half-written.
   *
   * @param folder must not be there yet; its parent must
   * @throws java.nio.file.FileAlreadyExistsException when it is there
   */
  public static void write(TrainedNetwork trained, Path folder) throws IOException {
    SavedModel model =
        SavedModel.newBuilder()
            .setSavedModelSchemaVersion(SCHEMA_VERSION)
            .addMetaGraphs(metaGraph(trained))
            .build();
    if (Files.exists(folder)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Path part = Files.createDirectories(folder.resolveSibling(folder.getFileName() + ".part"));
    Files.write(part.resolve("saved_model.pb"), model.toByteArray());
    Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static MetaGraphDef metaGraph(TrainedNetwork trained) {
    return MetaGraphDef.newBuilder()
        .setMetaInfoDef(
            MetaGraphDef.MetaInfoDef.newBuilder()
                .addTags(ModelSignature.TAG)
                .setTensorflowVersion(TensorFlow.version()))
        .setGraphDef(graph(trained))
        .putSignatureDef(ModelSignature.NAME, signature(trained.network()))
        .build();
  }

  private static GraphDef graph(TrainedNetwork trained) {
    try (FrozenGraph frozen = new FrozenGraph(trained)) {
      return frozen.graph().toGraphDef();
    }
  }

  private static SignatureDef signature(Network network) {
    long[] image = network.input().prepend(-1).asArray();
    return SignatureDef.newBuilder()
        .setMethodName(METHOD)
        .putInputs(FrozenGraph.INPUT, tensor(FrozenGraph.INPUT, DataType.DT_UINT8, image))
        .putOutputs(
            FrozenGraph.OUTPUT,
            tensor(FrozenGraph.OUTPUT, DataType.DT_FLOAT, -1, network.classes()))
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
