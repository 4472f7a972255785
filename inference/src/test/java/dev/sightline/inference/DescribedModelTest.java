package dev.sightline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.fixtures.ColourModel;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.models.labels.Labels;
import dev.sightline.schemas.CalibrationFit;
import dev.sightline.schemas.CalibrationMethod;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribedModelTest {
  private static final ColourModel COLOURS =
      new ColourModel(PixelType.FLOAT32, OutputKind.LOGITS, 4);

  @TempDir Path temp;

  @Nested
  class WhenItIsARunFolder {
    @BeforeEach
    void writeRun() throws IOException {
      COLOURS.write(temp.resolve("model"));
      new RunFolder(temp).writeManifest(COLOURS.manifest());
    }

    @Test
    void theManifestSaysAll() {
      try (DescribedModel model = DescribedModel.open(temp, Hints.NONE)) {
        assertThat(model.labels()).isEqualTo(ColourModel.LABELS);
        assertThat(model.hasNames()).isTrue();
        assertThat(model.input()).isEqualTo(COLOURS.manifest().getInput());
        assertThat(model.resize()).isEqualTo(ResizeMethod.BILINEAR);
        assertThat(top(model)).isGreaterThan(0.9f).isLessThan(1);
      }
    }

    @Test
    void probabilitiesStayAsTheyAreWithoutATemperature() {
      try (DescribedModel model = DescribedModel.open(temp, Hints.NONE)) {
        float[] probabilities = {0.8f, 0.2f, 0};
        model.calibrate(probabilities);
        assertThat(model.temperature()).isEmpty();
        assertThat(probabilities).containsExactly(0.8f, 0.2f, 0);
      }
    }

    @Test
    void theTemperatureOfTheManifestCalibrates() {
      new RunFolder(temp).writeManifest(COLOURS.manifest().setEvaluation(calibrated(0.5)));
      try (DescribedModel model = DescribedModel.open(temp, Hints.NONE)) {
        float[] probabilities = {0.8f, 0.2f, 0};
        model.calibrate(probabilities);
        assertThat(model.temperature()).hasValue(0.5);
        assertThat(probabilities[0]).isCloseTo(0.64f / 0.68f, within(1e-6f));
      }
    }

    @Test
    void theSavedModelInItIsDescribedByTheSameManifest() {
      try (DescribedModel model = DescribedModel.open(temp.resolve("model"), Hints.NONE)) {
        assertThat(model.labels()).isEqualTo(ColourModel.LABELS);
        assertThat(model.resize()).isEqualTo(ResizeMethod.BILINEAR);
      }
    }

    @Test
    void labelsCantBeGivenBesides() {
      assertRejected(temp, Hints.named(new Labels(ColourModel.LABELS)), "can't be given");
    }

    @Test
    void aModelOfAnotherInputThanTheManifestsIsRefused() {
      ImageInput other = new ImageInput("pixels", PixelType.FLOAT32, 5, 4, 3, COLOURS.scale());
      new RunFolder(temp).writeManifest(COLOURS.manifest().setInput(other));
      assertRejected(
          temp, Hints.NONE, "input tensor has the shape [-1, 4, 4, 3], expected [-1, 5, 4, 3]");
    }

    @Test
    void aModelOfMoreClassesThanTheManifestsIsRefused() {
      new RunFolder(temp).writeManifest(COLOURS.manifest().setLabels(List.of("red", "green")));
      assertRejected(temp, Hints.NONE, "tells 3 classes apart, but there are 2 labels");
    }

    @Test
    void aClassThatItNamesTwiceIsRejected() throws IOException {
      COLOURS.write(temp.resolve("model"));
      new RunFolder(temp)
          .writeManifest(COLOURS.manifest().setLabels(List.of("red", "green", "red")));
      assertRejected(
          temp, Hints.NONE, "manifest.json, labels: label 0 and label 2 both name the class red");
    }

    @Test
    void labelsThatAreTheIndicesAreNoNames() {
      ModelManifest.Builder unnamed = COLOURS.manifest().setLabels(List.of("0", "1", "2"));
      new RunFolder(temp).writeManifest(unnamed);
      try (DescribedModel model = DescribedModel.open(temp, Hints.NONE)) {
        assertThat(model.hasNames()).isFalse();
        assertThat(model.labels()).containsExactly("0", "1", "2");
      }
    }
  }

  @Nested
  class WhenNothingDescribesIt {
    private Path folder;

    @BeforeEach
    void writeModel() throws IOException {
      folder = COLOURS.write(temp.resolve("exported"));
    }

    @Test
    void theSignatureAndTheHintsDo() {
      Hints hints =
          new Hints(
              Optional.of(new Labels(List.of("r", "g", "b"))),
              Optional.of(1 / 255f),
              Optional.empty());
      try (DescribedModel model = DescribedModel.open(folder, hints)) {
        assertThat(model.labels()).containsExactly("r", "g", "b");
        assertThat(model.resize()).isEqualTo(ResizeMethod.AREA);
        assertThat(top(model)).isGreaterThan(0.9f).isLessThan(1);
      }
    }

    @Test
    void classesAreNumberedWhenNobodyNamesThem() {
      try (DescribedModel model = DescribedModel.open(folder, Hints.NONE)) {
        assertThat(model.labels()).containsExactly("0", "1", "2");
        assertThat(model.hasNames()).isFalse();
      }
    }

    @Test
    void tooFewLabelsAreRefused() {
      assertRejected(
          folder,
          Hints.named(new Labels(List.of("r", "g"))),
          "tells 3 classes apart, but there are 2 labels");
    }

    @Test
    void aManifestOfAnotherModelIsPassedOver() throws IOException {
      Files.writeString(temp.resolve("manifest.json"), "{\"short_name\": \"a web page's\"}");
      try (DescribedModel model = DescribedModel.open(folder, Hints.NONE)) {
        assertThat(model.hasNames()).isFalse();
      }
    }
  }

  @Nested
  class WhenThereIsNoModel {
    @Test
    void theFolderThatIsMissingIsNamed() {
      assertRejected(temp.resolve("gone"), Hints.NONE, temp.resolve("gone").toString(), "nothing");
    }

    @Test
    void anEmptyFolderIsNamed() {
      assertRejected(temp, Hints.NONE, temp.toString());
    }

    @Test
    void aRunThatHasNotExportedYetIsNamed() {
      new RunFolder(temp).writeManifest(COLOURS.manifest());
      assertRejected(temp, Hints.NONE, temp.resolve("model").toString());
    }
  }

  private static HeldOutEvaluation calibrated(double temperature) {
    CalibrationFit fit =
        new CalibrationFit(CalibrationMethod.TEMPERATURE, temperature, 1L, 1.0, 1.0, 0.1, 0.1);
    return HeldOutEvaluation.newBuilder()
        .setImages(1)
        .setAccuracy(1)
        .setLoss(0.1)
        .setConfusionMatrix(List.of(1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L))
        .setCalibration(List.of())
        .setExpectedCalibrationError(0.1)
        .setPredictedShares(List.of(1.0, 0.0, 0.0))
        .setCalibrationFit(fit)
        .build();
  }

  private static float top(DescribedModel model) {
    return model.probabilities(COLOURS.image(0, 0, 255), 0, 1)[2];
  }

  private static void assertRejected(Path folder, Hints hints, String... message) {
    assertThatThrownBy(() -> DescribedModel.open(folder, hints).close())
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContainingAll(message);
  }
}
