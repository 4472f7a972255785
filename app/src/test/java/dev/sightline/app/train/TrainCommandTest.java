package dev.sightline.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.app.Run;
import dev.sightline.inference.session.Devices;
import dev.sightline.inference.session.Precision;
import dev.sightline.inference.session.SessionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings through the command line that publish nothing. */
class TrainCommandTest {
  private static final int EPOCHS = 6;

  @TempDir static Path folder;
  private static Path data;

  @BeforeAll
  static void writeData() throws IOException {
    data = ShapeFiles.write(folder.resolve("shapes"), 200, 50);
  }

  private static Run train(Path out, String... more) {
    return Run.of(command(out, more));
  }

  private static String[] command(Path out, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of("train", "--data", data.toString(), "--recipe", "tiny", "--no-publish"));
    command.addAll(List.of("--set", "validation.images=20", "--set", "batch.size=16"));
    command.addAll(List.of("--epochs", Integer.toString(EPOCHS), "--out", out.toString()));
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  @Test
  void aGpuThatIsRequiredAndMissingEndsItBeforeItReadsData() throws IOException {
    assumeTrue(
        Devices.found(SessionSettings.training(Precision.FLOAT32)).gpus().isEmpty(),
        "needs a machine without a GPU");
    Path settings =
        Files.writeString(folder.resolve("gpu.properties"), "sightline.require.gpu=true");
    Path out = folder.resolve("none");

    Run ended = train(out, "--properties", settings.toString());

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .startsWith("sightline train: sightline.require.gpu: TensorFlow found no GPU, only the CPU")
        .hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  @Nested
  class WhenItIsInterrupted {
    @Test
    void goesOnWithTheSameLossesAsIfItHadNotBeen() throws Exception {
      Path whole = folder.resolve("whole");
      Run uninterrupted = train(whole);
      assertThat(uninterrupted.exitCode()).as(uninterrupted.err()).isZero();
      Path halved = folder.resolve("halved");
      Run interrupted = Run.started(command(halved));
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> Files.exists(halved.resolve("checkpoint.zip")));
      interrupted.interrupt();
      assertThat(interrupted.exitCode()).as(interrupted.out()).isEqualTo(130);
      assertThat(interrupted.out()).contains("and saved", "--resume");
      assertThat(halved.resolve("model")).doesNotExist();
      // As of one that was killed behind its export, before there was a manifest.
      Files.createFile(Files.createDirectory(halved.resolve("model")).resolve("saved_model.pb"));

      Run resumed = train(halved, "--resume");

      assertThat(resumed.exitCode()).as(resumed.err()).isZero();
      assertThat(resumed.out()).contains("Going on from");
      assertThat(losses(halved)).hasSize(EPOCHS).isEqualTo(losses(whole));
      assertThat(train(halved, "--resume").err()).contains("has come to its end");
    }

    private static List<String> losses(Path run) throws IOException {
      try (Stream<String> rows = Files.lines(run.resolve("history.csv"))) {
        return rows.skip(1)
            .map(row -> String.join(",", List.of(row.split(",")).subList(0, 5)))
            .toList();
      }
    }
  }

  @Nested
  class WhenItHasEnded {
    @Test
    void leavesAFolderThatEvaluateAndClassifyTake() {
      Path run = folder.resolve("left");
      Run trained = train(run, "--set", "early.stopping.patience=1", "--set", "keep.best=true");
      assertThat(trained.exitCode()).as(trained.err()).isZero();
      assertThat(trained.out())
          .contains("Training on ", "FLOPs an image", "Kept: the weights of epoch");
      assertThat(run.resolve("report.html")).isNotEmptyFile();
      assertThat(run.resolve("recipe.properties")).content().contains("keep.best=true");
      assertThat(run.resolve("checkpoint.zip.part")).doesNotExist();

      Run evaluated = Run.of("evaluate", "--model", run.toString(), "--data", data.toString());
      assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
      Run classified = Run.of("classify", data.toString() + "/test", "--model", run.toString());
      assertThat(classified.exitCode()).as(classified.err()).isZero();
    }
  }

  @Nested
  class WhenTheCommandIsWrong {
    @Test
    void aFolderThatIsThereIsLeftAlone() {
      assertThat(train(folder).exitCode()).isEqualTo(2);
      assertThat(train(folder).err()).contains("is there already");
    }

    @Test
    void aTrainingThatFailsLeavesItsPlaceFreeForTheCorrectedOne() {
      Path out = folder.resolve("corrected");

      Run failed = train(out, "--set", "learning.rate=1e30");

      assertThat(failed.exitCode()).as(failed.out()).isNotZero();
      assertThat(out).doesNotExist();
    }

    @Test
    void thereMustBeACheckpointToResume() {
      Run run = train(folder.resolve("none"), "--resume");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("there is no checkpoint");
    }

    @Test
    void aRecipeIsRefusedWithAllItsFaults() {
      Run run = train(folder.resolve("faulty"), "--set", "epoch=1", "--set", "batch.size=0");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("unknown key epoch").contains("batch.size");
    }
  }
}
