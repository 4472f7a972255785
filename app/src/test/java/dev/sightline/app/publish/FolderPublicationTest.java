package dev.sightline.app.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.app.ColourRun;
import dev.sightline.app.SharedModels;
import dev.sightline.app.console.RecordedMessages;
import dev.sightline.fixtures.ColourModel;
import dev.sightline.fixtures.Pictures;
import dev.sightline.inference.Hints;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.labels.Labels;
import dev.sightline.schemas.ImageHistogram;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.publish.HeldOutImages;
import dev.sightline.trainer.publish.PublishedVersion;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPublicationTest {
  private static final List<String> COLOURS = List.of("red", "green", "blue");

  @TempDir Path temp;

  private final Desk desk = new Desk();
  private final RecordedMessages messages = new RecordedMessages();

  /** Takes what is published, and keeps it. */
  private static final class Desk implements Publication {
    private Candidate candidate;
    private Optional<HeldOutImages> images;
    private String occasion;

    @Override
    public PublishedVersion publish(
        Candidate candidate, Optional<HeldOutImages> images, String occasion) {
      this.candidate = candidate;
      this.images = images;
      this.occasion = occasion;
      return null;
    }

    private ModelManifest.Builder draft() {
      return candidate.draft();
    }
  }

  private DataSource data() throws IOException {
    for (String split : List.of("train", "test")) {
      Path folder = temp.resolve("data").resolve(split);
      Pictures.write(folder.resolve("red/0.png"), Color.RED, 12, 12);
      Pictures.write(folder.resolve("green/0.png"), Color.GREEN, 12, 12);
      Pictures.write(folder.resolve("blue/0.png"), Color.BLUE, 12, 12);
    }
    return DataSource.of(temp.resolve("data"));
  }

  private void publish(Path folder, Optional<DataSource> data, Optional<String> name, Hints hints) {
    new FolderPublication(folder, data, name, hints, messages).publishTo(desk);
  }

  @Nested
  class WhenItsNameIsAskedForBeforeItIsRead {
    private Optional<String> nameOf(
        Path folder, Optional<DataSource> data, Optional<String> given) {
      return new FolderPublication(folder, data, given, Hints.NONE, messages).modelName();
    }

    @Test
    void aRunHasItInItsManifest() throws IOException {
      Path run = ColourRun.write(temp.resolve("run"), COLOURS, 0);

      assertThat(nameOf(run, Optional.of(data()), Optional.empty())).contains("colours");
      assertThat(nameOf(run.resolve("model"), Optional.empty(), Optional.empty()))
          .contains("colours");
      assertThat(nameOf(run, Optional.empty(), Optional.of("renamed"))).contains("renamed");
    }

    @Test
    void aSavedModelHasThatOfItsFolderUnlessThereAreImagesToNameItAfter() throws IOException {
      Path folder = temp.resolve("shapes/3");

      assertThat(nameOf(folder, Optional.empty(), Optional.empty())).contains("shapes");
      assertThat(nameOf(folder, Optional.of(data()), Optional.empty())).isEmpty();
      assertThat(messages.noted()).isEmpty();
    }
  }

  @Nested
  class WhenItIsARun {
    @Test
    void itsOwnManifestIsPublished() throws IOException {
      Path run = ColourRun.write(temp.resolve("run"), COLOURS, 2);

      publish(run, Optional.empty(), Optional.empty(), Hints.NONE);

      assertThat(desk.draft().getName()).isEqualTo("colours");
      assertThat(desk.draft().getLabels()).isEqualTo(COLOURS);
      assertThat(desk.draft().getEvaluation().getCalibrationFit().getTemperature()).isEqualTo(2);
      assertThat(desk.candidate.savedModel()).isEqualTo(run.resolve("model"));
      assertThat(desk.images).isEmpty();
      assertThat(desk.occasion).isEqualTo("published from a run");
    }

    @Test
    void theUserMayRenameItAndCompareItOnImagesOfItsSize() throws IOException {
      Path run = ColourRun.write(temp.resolve("run"), COLOURS, 0);

      publish(run, Optional.of(data()), Optional.of("renamed"), Hints.NONE);

      assertThat(desk.draft().getName()).isEqualTo("renamed");
      HeldOutImages images = desk.images.orElseThrow();
      assertThat(images.classes()).containsExactly("blue", "green", "red");
      List<Examples> batches = new ArrayList<>();
      images.read(new ImageSize(8, 8), ResizeMethod.AREA, batches::add);
      assertThat(batches).singleElement().extracting(Examples::size).isEqualTo(3);
    }

    @Test
    void thereIsNothingToHintAt() throws IOException {
      Path run = ColourRun.write(temp.resolve("run"), COLOURS, 0);
      Hints hints = Hints.named(new Labels(COLOURS));

      assertThatThrownBy(() -> publish(run, Optional.empty(), Optional.empty(), hints))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("says the labels and the scale already");
    }
  }

  @Nested
  class WhenItIsASavedModel {
    @Test
    void whatTheUserSaysIsPublishedWithGoldenImages() throws IOException {
      Path folder = ColourRun.MODEL.write(temp.resolve("exported"));
      Hints hints = Hints.named(new Labels(COLOURS));

      publish(folder, Optional.of(data()), Optional.of("named"), hints);

      assertThat(desk.draft().getName()).isEqualTo("named");
      assertThat(desk.draft().getLabels()).isEqualTo(COLOURS);
      assertThat(desk.draft().getGoldenImages()).hasSize(3);
      assertThat(desk.candidate.savedModel()).isEqualTo(folder);
      assertThat(desk.images).isPresent();
      assertThat(desk.occasion).isEqualTo("published from a SavedModel");
    }

    @Test
    void classesAreNumberedAndTheImagesDrawnWhereNothingIsSaid() throws IOException {
      Path folder = ColourRun.MODEL.write(temp.resolve("exported"));

      publish(folder, Optional.empty(), Optional.empty(), Hints.NONE);

      assertThat(desk.draft().getName()).isEqualTo("exported");
      assertThat(desk.draft().getLabels()).containsExactly("0", "1", "2");
      assertThat(desk.draft().getGoldenImages()).isNotEmpty();
      assertThat(desk.images).isEmpty();
    }

    @Test
    void itIsNamedAfterItsDataSetOrItsFolderAndTheUserIsTold() throws IOException {
      Path folder = ColourRun.MODEL.write(temp.resolve("colour model/7"));

      publish(folder, Optional.empty(), Optional.empty(), Hints.named(new Labels(COLOURS)));
      assertThat(desk.draft().getName()).isEqualTo("colour-model");
      assertThat(messages.noted())
          .isEqualTo(
              "The model is named colour-model, after its folder; --name chooses another name."
                  + " Workers serve it with: sightline run --model colour-model");

      publish(folder, Optional.of(data()), Optional.empty(), Hints.named(new Labels(COLOURS)));
      assertThat(desk.draft().getName()).isEqualTo("data");
    }

    @Test
    void itIsEvaluatedWhereThereAreImagesAndTheManifestSaysHow() throws IOException {
      Path folder = ColourRun.MODEL.write(temp.resolve("exported"));

      publish(folder, Optional.of(data()), Optional.of("named"), Hints.named(new Labels(COLOURS)));

      assertThat(messages.said()).isEqualTo("Held out: accuracy 1.0000 of 3 images");
      assertThat(desk.draft().getEvaluation().getAccuracy()).isEqualTo(1);
    }

    @Test
    void theManifestTellsWhatTheImagesOfItsEvaluationLookLike() throws IOException {
      Path folder = ColourRun.MODEL.write(temp.resolve("exported"));
      Hints hints = Hints.named(new Labels(COLOURS));

      publish(folder, Optional.of(data()), Optional.of("named"), hints);

      assertThat(desk.draft().getImageReference())
          .contains(
              new ImageHistogram("contrast", 0, List.of(3L)),
              new ImageHistogram("width", 57, List.of(3L))); // 2^(57/16) is 11.8

      publish(folder, Optional.empty(), Optional.of("named"), hints);

      assertThat(desk.draft().getImageReference()).as("of drawn shapes").isNull();
    }

    @Test
    void itIsPublishedAllTheSameWhereTheClassesAreOthers() throws IOException {
      Path folder = ColourRun.MODEL.write(temp.resolve("exported"));

      publish(folder, Optional.of(data()), Optional.of("named"), Hints.NONE);

      assertThat(messages.noted())
          .contains("Not evaluated on --data", "--labels", "missing: blue, green, red");
      assertThat(desk.draft().getEvaluation()).isNull();
    }

    @Test
    void aScaleThatWasForgottenIsToldByTheImagesAndRefused() throws IOException {
      for (String split : List.of("train", "test")) {
        for (int i = 0; i < 12; i++) {
          Path classes = temp.resolve("dull").resolve(split);
          int level = 150 + i;
          Pictures.write(classes.resolve("dim/" + i + ".png"), new Color(level, 0, 0), 12, 12);
          Pictures.write(classes.resolve("bright/" + i + ".png"), new Color(0, 0, level), 12, 12);
        }
      }
      Optional<DataSource> dull = Optional.of(DataSource.of(temp.resolve("dull")));
      Path folder = ThresholdModel.write(temp.resolve("threshold"));
      Labels labels = new Labels(List.of("dim", "bright"));

      assertThatThrownBy(() -> publish(folder, dull, Optional.of("t"), Hints.named(labels)))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("is right on 12 of 24 held-out images")
          .hasMessageContaining("and on 24 when these are scaled to 0 to 1")
          .hasMessageContaining("--scale 0.00392157 does that, --scale 1 publishes it as it is");

      Hints asItIs = new Hints(Optional.of(labels), Optional.of(1f), Optional.empty());
      publish(folder, dull, Optional.of("t"), asItIs);
      assertThat(messages.said()).isEqualTo("Held out: accuracy 0.5000 of 24 images");
    }

    @Test
    void anImageInputThatNoWorkerTakesIsRefused() throws IOException {
      Path folder = new ColourModel(5_000, 4_000, COLOURS).write(temp.resolve("vast"));

      assertThatThrownBy(() -> publish(folder, Optional.empty(), Optional.empty(), Hints.NONE))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("it takes images of 5000x4000, expected at most 16777216 pixels");
    }

    @Test
    void moreClassesThanAManifestHoldsAreRefused() throws IOException {
      List<String> classes = IntStream.range(0, 10_001).mapToObj(Integer::toString).toList();
      Path folder = new ColourModel(4, 4, classes).write(temp.resolve("many"));

      assertThatThrownBy(() -> publish(folder, Optional.empty(), Optional.empty(), Hints.NONE))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("of shape [-1, 10001], expected at most 10000 classes");
    }
  }

  @Nested
  class WhenKerasMadeIt {
    private void publish(String name) {
      FolderPublicationTest.this.publish(
          SharedModels.unpack(name, temp.resolve(name)),
          Optional.empty(),
          Optional.of(name),
          Hints.NONE);
    }

    @Test
    void anOutputInBfloat16IsPublished() {
      publish("mixed_bfloat16");

      assertThat(desk.draft().getOutput().getKind()).isEqualTo(OutputKind.PROBABILITIES);
      assertThat(desk.draft().getGoldenImages())
          .isNotEmpty()
          .allSatisfy(
              image ->
                  assertThat(image.getProbabilities().stream().mapToDouble(p -> p).sum())
                      .isCloseTo(1, within(1e-5)));
    }

    @Test
    void sigmoidsAreRefusedWithTheOptionThatAllowsThem() {
      assertThatThrownBy(() -> publish("multilabel"))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("values in [0, 1] that don't sum to 1")
          .hasMessageContaining("--output logits");

      Hints told = new Hints(Optional.empty(), Optional.empty(), Optional.of(OutputKind.LOGITS));
      FolderPublicationTest.this.publish(
          temp.resolve("multilabel"), Optional.empty(), Optional.empty(), told);
      assertThat(desk.draft().getOutput().getKind()).isEqualTo(OutputKind.LOGITS);
    }

    @Test
    void weightsThatAreNoNumbersAreRefused() {
      assertThatThrownBy(() -> publish("nan"))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("answers NaN or infinity to 264 of 264 sample images");
    }
  }
}
