package dev.sightline.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.app.console.Messages;
import dev.sightline.app.console.RecordedMessages;
import dev.sightline.app.publish.Publication;
import dev.sightline.models.release.ReleaseRefusedException;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.publish.Decision;
import dev.sightline.trainer.publish.HeldOutImages;
import dev.sightline.trainer.publish.PublishedVersion;
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
    data = ShapeFiles.write(folder.resolve("shapes"), 100, 30);
  }

  private static TrainingRequest request(Optional<String> name, Optional<Path> out) {
    return new TrainingRequest(
        Optional.of(data),
        RecipeReader.read(
            "tiny", Map.of("epochs", "1", "validation.images", "20", "batch.size", "16")),
        name,
        RunStart.anew(out));
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
          .startsWith("Data: shapes, 80 training, 20 validation and 30 held-out images of 10")
          .containsSubsequence(
              "Layer (type)",
              "Trained 1 epoch in 0 min",
              " FLOPs, ",
              "Held out: loss ",
              "Calibrated on 20 validation images",
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
