package dev.sightline.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.inference.LoadedModel;
import dev.sightline.inference.session.Precision;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.Networks;
import dev.sightline.trainer.network.TrainedNetwork;
import dev.sightline.trainer.training.Colours;
import dev.sightline.trainer.training.Trainer;
import dev.sightline.trainer.training.TrainingListener;
import dev.sightline.trainer.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

class SavedModelExportTest {
  private static final Network NETWORK = Networks.tutorial(10);
  private static final Examples HELD_OUT = Colours.images(NETWORK, 64, 2);
  private static Trainer trainer;

  @TempDir Path temp;

  @BeforeAll
  static void trainALittle() throws InterruptedException {
    Examples examples = Colours.images(NETWORK, 160, 1);
    trainer =
        new Trainer(
            NETWORK,
            TrainingSettings.plain(1, 32, 1e-3, 1, Precision.AUTO),
            examples,
            new TrainingListener() {});
    trainer.trainEpoch(Colours.batches(examples, 32), HELD_OUT);
  }

  @AfterAll
  static void close() {
    trainer.close();
  }

  @Nested
  class WhenAModelHasBeenExported {
    @Test
    void itAnswersAsItsTrainerDoes() throws IOException {
      Path folder = temp.resolve("model");
      SavedModelExport.write(trainer.snapshot(), folder);
      try (LoadedModel model = LoadedModel.load(folder)) {
        Parity parity = parity(model).require();
        assertThat(parity.images()).isEqualTo(64);
        assertThat(parity.maxDifference()).isLessThan(1e-5);
      }
    }

    @Test
    void theFolderHasOneFileAndItsGraphNoVariable() throws IOException {
      MetaGraphDef graph = export();
      try (var files = Files.walk(temp.resolve("model"))) {
        assertThat(files.filter(Files::isRegularFile))
            .containsExactly(temp.resolve("model").resolve("saved_model.pb"));
      }
      assertThat(graph.getMetaInfoDef().getTagsList()).containsExactly("serve");
      assertThat(graph.getMetaInfoDef().getTensorflowVersion()).isNotEmpty();
      assertThat(graph.getGraphDef().getNodeList())
          .noneMatch(node -> node.getOp().startsWith("Var"))
          .noneMatch(node -> node.getOp().startsWith("Random"));
    }

    @Test
    void theSignatureIsTheOneTheWorkersCall() throws IOException {
      SignatureDef signature = export().getSignatureDefOrThrow("serving_default");
      assertThat(signature.getInputsMap()).containsOnlyKeys("image");
      assertThat(signature.getOutputsMap()).containsOnlyKeys("probabilities");
      TensorInfo image = signature.getInputsOrThrow("image");
      assertThat(image.getDtype()).isEqualTo(DataType.DT_UINT8);
      assertThat(sizes(image)).containsExactly(-1, 32, 32, 3);
      TensorInfo probabilities = signature.getOutputsOrThrow("probabilities");
      assertThat(probabilities.getDtype()).isEqualTo(DataType.DT_FLOAT);
      assertThat(sizes(probabilities)).containsExactly(-1, 10);
    }

    private MetaGraphDef export() throws IOException {
      SavedModelExport.write(trainer.snapshot(), temp.resolve("model"));
      byte[] file = Files.readAllBytes(temp.resolve("model").resolve("saved_model.pb"));
      return SavedModel.parseFrom(file).getMetaGraphs(0);
    }

    private static long[] sizes(TensorInfo tensor) {
      return tensor.getTensorShape().getDimList().stream().mapToLong(d -> d.getSize()).toArray();
    }
  }

  @Nested
  class WhenAWeightWentAstray {
    @Test
    void theParityCheckThrowsWithNumbers() throws IOException {
      TrainedNetwork trained = trainer.snapshot();
      Map<String, float[]> swapped = new HashMap<>(trained.weights());
      swapped.put(
          "batch_normalization_5/moving_mean",
          trained.weights().get("batch_normalization_5/moving_variance"));
      SavedModelExport.write(new TrainedNetwork(NETWORK, swapped), temp.resolve("model"));
      try (LoadedModel model = LoadedModel.load(temp.resolve("model"))) {
        Parity parity = parity(model);
        assertThat(parity.maxDifference()).isGreaterThan(Parity.TOLERANCE);
        assertThatThrownBy(parity::require)
            .isInstanceOf(ParityException.class)
            .hasMessageContaining("on 64 images")
            .hasMessageContaining("allowed 0.00100");
      }
    }

    @Test
    void aProbabilityThatIsNoNumberDoesNotPass() {
      Parity parity =
          Parity.of(
              (p, f, n) -> new float[] {0, 1},
              (p, f, n) -> new float[] {Float.NaN, 1},
              new byte[0],
              1);
      assertThatThrownBy(parity::require).hasMessageContaining("NaN");
    }
  }

  @Nested
  class WhenTheFolderIsThereAlready {
    @Test
    void itIsLeftAlone() {
      assertThatThrownBy(() -> SavedModelExport.write(trainer.snapshot(), temp))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThat(temp).isEmptyDirectory();
    }
  }

  private static Parity parity(LoadedModel model) {
    return Parity.of(trainer::float32Probabilities, model, HELD_OUT.pixels(), 64);
  }
}
