package dev.sightline.trainer.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.fixtures.ColourModel;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.trainer.data.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;

class LoadedModelTest {
  private static final ColourModel COLOURS = ColourModel.uint8();

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"UINT8, PROBABILITIES", "UINT8, LOGITS", "FLOAT32, PROBABILITIES", "FLOAT32, LOGITS"})
  void everyKindOfModelGivesTheSameProbabilities(PixelType type, OutputKind kind)
      throws IOException {
    ColourModel colours = new ColourModel(type, kind, 4);
    byte[] image = colours.image(255, 128, 0);
    try (LoadedModel model = LoadedModel.load(colours.write(temp.resolve("m")), colours.scale())) {
      OutputKind found = model.outputKind(new Examples(4, 4, image, new int[1]));

      assertThat(found).isEqualTo(kind);
      float[] probabilities = model.classifier(found).probabilities(image, 0, 1);
      double red = Math.exp(4);
      double green = Math.exp(4 * 128 / 255.0);
      double sum = red + green + 1;
      assertThat(probabilities)
          .containsExactly(
              new float[] {(float) (red / sum), (float) (green / sum), (float) (1 / sum)},
              within(1e-5f));
    }
  }

  @Test
  void aBatchCanStartAnywhereInTheImages() throws IOException {
    byte[] images = new byte[2 * 48];
    System.arraycopy(COLOURS.image(0, 0, 255), 0, images, 48, 48);
    try (LoadedModel model = LoadedModel.load(COLOURS.write(temp.resolve("m")))) {
      assertThat(model.probabilities(images, 1, 1)[2]).isGreaterThan(0.9f);
      assertThat(model.probabilities(images, 0, 2)).hasSize(6);
    }
  }

  @Nested
  class WhenItIsNoImageClassifier {
    @Test
    void aFolderWithoutASavedModelIsNamed() throws IOException {
      Path folder = Files.createDirectory(temp.resolve("empty"));
      assertThatThrownBy(() -> LoadedModel.load(folder))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("the SavedModel " + folder + " can't be loaded");
    }

    @Test
    void anotherSignatureIsNamed() throws IOException {
      Path folder = COLOURS.write(temp.resolve("m"), "predict", COLOURS.signature());
      assertThatThrownBy(() -> LoadedModel.load(folder))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("no signature serving_default, only [predict]");
    }

    @Test
    void aSecondInputIsNamed() throws IOException {
      assertRejected(
          COLOURS.signature().toBuilder().putInputs("mask", COLOURS.input(-1, 4, 4, 3)).build(),
          "inputs [");
    }

    @Test
    void anInputOfUnknownSizeIsShown() throws IOException {
      assertRejected(
          COLOURS.signature().toBuilder().putInputs("pixels", COLOURS.input(-1, -1, -1, 3)).build(),
          "input pixels of shape [-1, -1, -1, 3], expected [batch, height, width, 3]");
    }

    @Test
    void aBatchOfOneSizeOnlyIsShown() throws IOException {
      assertRejected(
          COLOURS.signature().toBuilder().putInputs("pixels", COLOURS.input(1, 4, 4, 3)).build(),
          "input pixels of shape [1, 4, 4, 3], expected batches of any size");
    }

    @Test
    void anOutputThatIsNoListOfClassesIsShown() throws IOException {
      assertRejected(
          COLOURS.signature().toBuilder()
              .putOutputs("answer", ColourModel.tensor("answer", DataType.DT_FLOAT, -1, 1))
              .build(),
          "output answer of shape [-1, 1], expected [batch, classes]");
    }

    private void assertRejected(SignatureDef signature, String message) throws IOException {
      Path folder = COLOURS.write(temp.resolve("m"), "serving_default", signature);
      assertThatThrownBy(() -> LoadedModel.load(folder))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining(message);
    }
  }
}
