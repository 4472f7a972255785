package dev.sightline.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.app.Run;
import dev.sightline.app.console.Messages;
import dev.sightline.app.console.RecordedMessages;
import dev.sightline.app.data.HoldoutOptions;
import dev.sightline.app.publish.Publication;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.models.release.ReleaseRefusedException;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.PngFile;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.publish.Decision;
import dev.sightline.trainer.publish.HeldOutImages;
import dev.sightline.trainer.publish.PublishedVersion;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @TempDir static Path folder;
  private static Path data;

  private final RecordedMessages messages = new RecordedMessages();
  private final List<Path> published = new ArrayList<>();

  /** A broker that takes everything. */
  private final Publication taking =
      (candidate, images, occasion) -> {
        assertThat(candidate.savedModel().resolve("saved_model.pb")).isNotEmptyFile();
        assertThat(images.orElseThrow().classes()).hasSize(10);
        assertThat(occasion).isEqualTo("trained");
        published.add(candidate.savedModel());
        ModelManifest manifest =
            candidate
                .draft()
                .setVersion(3)
                .setArchive(new Checksum("", 1234L))
                .setParts(List.of(new Checksum("", 1234L)))
                .build();
        return new PublishedVersion(
            manifest, Optional.of(new Decision.Champion("it is the first", OptionalInt.empty())));
      };

  /** A broker that has gone. */
  private final Publication refusing =
      (candidate, images, occasion) -> {
        published.add(candidate.savedModel());
        throw new KafkaException("gone");
      };

  @BeforeAll
  static void writeData() throws IOException {
    data = ShapeFiles.write(folder.resolve("shapes"), 500, 30);
  }

  private static TrainingRequest request(Optional<String> name, Optional<Path> out) {
    return new TrainingRequest(
        Optional.of(data),
        RecipeReader.read(
            "tiny", Map.of("epochs", "1", "validation.images", "100", "batch.size", "32")),
        name,
        RunStart.anew(out),
        DataSource::of);
  }

  private void train(Optional<Path> out, Optional<Publication> to, Messages messages)
      throws InterruptedException {
    new Training(request(Optional.of("shapes"), out), to, messages).run();
  }

  @Nested
  class WhenFilesAreAskedFor {
    @Test
    void theFolderHoldsTheModelItsHistoryAndItsReportAndNothingIsPublished() throws Exception {
      Path out = folder.resolve("out");

      train(Optional.of(out), Optional.empty(), messages);

      assertThat(messages.said())
          .startsWith("Data: shapes, 400 training, 100 validation and 30 held-out images of 10")
          .containsSubsequence(
              "Layer (type)",
              "Trained 1 epoch in 0:",
              " FLOPs,",
              "Held out: loss ",
              "Calibrated on 100 validation images",
              "actual \\ predicted",
              "Report: " + out.resolve("report.html"))
          .doesNotContain("Published");
      assertThat(messages.noted()).isEmpty();
      for (String file :
          List.of(
              "recipe.properties",
              "checkpoint.zip",
              "history.csv",
              "history.json",
              "manifest.json",
              "report.html",
              "confusion-matrix.png")) {
        assertThat(out.resolve(file)).isNotEmptyFile();
      }
      assertThat(out.resolve("model/saved_model.pb")).isNotEmptyFile();
      assertThat(out.resolve("tensorboard")).isDirectory();
    }

    @Test
    void theyStayWhenTheModelCanNotBePublished() {
      Path out = folder.resolve("unpublished");

      assertThatThrownBy(() -> train(Optional.of(out), Optional.of(refusing), messages))
          .hasMessage("gone");

      assertThat(messages.noted())
          .isEqualTo(
              "The model is kept. To publish it: sightline publish %s --data %s"
                  .formatted(out, data));
      assertThat(out.resolve("manifest.json")).isNotEmptyFile();
    }
  }

  @Nested
  class WhenThereAreFewImages {
    @Test
    void theSettingsThatFitAreSaidAndKept() throws Exception {
      Path few = ShapeFiles.write(folder.resolve("few"), 62, 12);
      Path out = folder.resolve("out-of-few");
      Recipe tiny = RecipeReader.read("tiny", Map.of("epochs", "1"));

      new Training(
              new TrainingRequest(
                  Optional.of(few),
                  tiny,
                  Optional.of("few"),
                  RunStart.anew(Optional.of(out)),
                  DataSource::of),
              Optional.empty(),
              messages)
          .run();

      assertThat(messages.said())
          .startsWith("Data: few, 50 training, 12 validation and 12 held-out images of 10 classes")
          .contains(
              "validation.images=12 instead of 1000: there are 62 training images of 10 classes",
              "batch.size=16 instead of 256: 50 images are left to train on",
              "Not calibrated: a temperature takes 100 validation images at least, there are 12");
      assertThat(Files.readAllLines(out.resolve("recipe.properties")))
          .contains("validation.images=12", "batch.size=16");
      assertThat(new RunFolder(out).readManifest().getEvaluation().getCalibrationFit()).isNull();
    }

    @Test
    void aSingleClassIsRefusedBeforeAnythingIsWritten() throws Exception {
      Path one = folder.resolve("one");
      Files.createDirectories(one.resolve("cat"));
      for (int i = 0; i < 3; i++) {
        Files.write(one.resolve("cat/" + i + ".png"), PngFile.of(new byte[3], new ImageSize(1, 1)));
      }
      Path out = folder.resolve("out-of-one");

      assertThatThrownBy(
              () ->
                  new Training(
                          new TrainingRequest(
                              Optional.of(one),
                              RecipeReader.read("tiny", Map.of()),
                              Optional.of("one"),
                              RunStart.anew(Optional.of(out)),
                              DataSource::of),
                          Optional.empty(),
                          messages)
                      .run())
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("one class, cat");
      assertThat(out).doesNotExist();
    }
  }

  @Nested
  class WhenThereAreClassFoldersAlone {
    @Test
    void evaluatingHoldsOutWhatTrainingHeldOut() throws Exception {
      Path pets = ShapeFiles.writeClasses(folder.resolve("pets"), 60);
      Path out = folder.resolve("out-of-pets");
      Holdout quarter = new Holdout(0.25, 7);
      Recipe tiny = RecipeReader.read("tiny", Map.of("epochs", "1"));

      new Training(
              new TrainingRequest(
                  Optional.of(pets),
                  tiny,
                  Optional.of("pets"),
                  RunStart.anew(Optional.of(out)),
                  path -> DataSource.of(path, quarter)),
              Optional.empty(),
              messages)
          .run();

      assertThat(messages.said())
          .contains(
              "Held out: a share of 0.25 of each class, drawn by seed 7"
                  + " (--holdout 0.25 --holdout-seed 7)");
      assertThat(HoldoutOptions.of(out)).contains(quarter);
      String trained = "" + new RunFolder(out).readManifest().getEvaluation().getImages();
      Run same = Run.of("evaluate", "--model", out.toString(), "--data", pets.toString());
      assertThat(same.err()).isEmpty();
      assertThat(same.out())
          .contains(trained + " test images", "drawn by seed 7", "as in the model's training")
          .doesNotContain("Note: ");
      Run other =
          Run.of(
              "evaluate",
              "--model",
              out.toString(),
              "--data",
              pets.toString(),
              "--holdout-seed",
              "8");
      assertThat(other.out())
          .contains("Note: the model was trained with --holdout 0.25 --holdout-seed 7");
    }
  }

  @Nested
  class WhenNoFilesAreAskedFor {
    @Test
    void theModelIsPublishedAndNothingStays() throws Exception {
      train(Optional.empty(), Optional.of(taking), messages);

      assertThat(messages.said())
          .endsWith(
              "Published shapes version 3: 1,234 bytes in 1 part, champion now.\n"
                  + "Gate: it is the first.")
          .doesNotContain("Report: ");
      assertThat(messages.noted()).isEmpty();
      assertThat(published).singleElement().satisfies(model -> assertThat(model).doesNotExist());
    }

    @Test
    void theModelIsKeptWhenItCanNotBePublished() throws Exception {
      assertThatThrownBy(() -> train(Optional.empty(), Optional.of(refusing), messages))
          .hasMessage("gone");

      Path kept = published.get(0).getParent();
      assertThat(messages.noted())
          .isEqualTo(
              "The model is kept. To publish it: sightline publish %s --data %s"
                  .formatted(kept, data));
      assertThat(kept.resolve("manifest.json")).isNotEmptyFile();
      assertThat(kept.resolve("model/saved_model.pb")).isNotEmptyFile();
      try (Stream<Path> files = Files.walk(kept)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  @Nested
  class WhenItsModelHasNoName {
    @Test
    void itIsNamedAfterTheDataSetAndTheUserIsTold() throws Exception {
      new Training(request(Optional.empty(), Optional.empty()), Optional.of(taking), messages)
          .run();

      assertThat(messages.said()).contains("Published shapes version 3: ");
      assertThat(messages.noted())
          .isEqualTo(
              "The model is named shapes, after its data set; --name chooses another name."
                  + " Workers serve it with: sightline run --model shapes");
    }
  }

  @Nested
  class WhenItsClassesAreNotTheChampions {
    @Test
    void itIsRefusedBeforeItIsTrained() {
      Publication refusing =
          new Publication() {
            @Override
            public void check(String name, List<String> classes) {
              assertThat(classes).hasSize(10);
              throw new ReleaseRefusedException("other classes than those of " + name);
            }

            @Override
            public PublishedVersion publish(
                Candidate candidate, Optional<HeldOutImages> images, String occasion) {
              throw new AssertionError("it was trained");
            }
          };

      assertThatThrownBy(() -> train(Optional.empty(), Optional.of(refusing), messages))
          .hasMessage("other classes than those of shapes");
      assertThat(messages.said()).doesNotContain("Layer (type)");
    }
  }

  @Nested
  class WhenItIsInterrupted {
    /** Interrupts the training as soon as its network is shown. */
    private final Messages interrupting =
        new Messages() {
          @Override
          public void say(String text) {
            messages.say(text);
            if (text.contains("Layer (type)")) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void note(String text) {
            messages.note(text);
          }
        };

    @Test
    void theWayToGoOnIsSaidWhereThereIsOne() {
      Path out = folder.resolve("interrupted");

      assertThatThrownBy(() -> train(Optional.of(out), Optional.of(taking), interrupting))
          .isInstanceOf(InterruptedException.class);

      assertThat(messages.said())
          .endsWith(
              "Interrupted after 0 epochs, and saved. Go on with the same command and --resume.");
      assertThat(RunStart.resumed(out).checkpoint()).isPresent();
      assertThat(published).isEmpty();
    }

    @Test
    void thatThereIsNoneIsSaidToo() {
      assertThatThrownBy(() -> train(Optional.empty(), Optional.of(taking), interrupting))
          .isInstanceOf(InterruptedException.class);

      assertThat(messages.said())
          .endsWith("Interrupted; without --out there is nothing to go on from.");
      assertThat(published).isEmpty();
    }
  }
}
