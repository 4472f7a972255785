package dev.sightline.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.EpochSums;
import dev.sightline.trainer.training.TrainerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
  private static final float[] ODD = {
    -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN, 1 / 3f
  };

  @TempDir private Path folder;
  private CheckpointFile file;

  @BeforeEach
  void place() {
    file = new CheckpointFile(folder.resolve("last.checkpoint"));
  }

  @Nested
  class WhenItIsReadBack {
    @Test
    void everyBitIsThere() {
      Checkpoint checkpoint = checkpoint(1);
      file.write(checkpoint);
      assertThat(contents(file.read().orElseThrow())).isEqualTo(contents(checkpoint));
    }

    @Test
    void soItIsWithoutABestEpochOrAnyEpoch() {
      TrainerState state =
          new TrainerState(List.of(), sums(0.1), Map.of("a", ODD), Optional.empty());
      Checkpoint checkpoint = new Checkpoint(Map.of(), state);
      file.write(checkpoint);
      assertThat(contents(file.read().orElseThrow())).isEqualTo(contents(checkpoint));
      assertThat(file.read().orElseThrow().state().best()).isEmpty();
    }

    @Test
    void theLastOneIsWhatCounts() throws IOException {
      file.write(checkpoint(1));
      file.write(checkpoint(2));
      assertThat(contents(file.read().orElseThrow())).isEqualTo(contents(checkpoint(2)));
      assertOnlyTheCheckpointIsThere();
    }

    @Test
    void itIsWrittenByAThreadThatWasInterruptedToo() {
      Thread.currentThread().interrupt();
      file.write(checkpoint(1));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(file.read()).isPresent();
    }

    @Test
    void thereIsNoneBeforeOneIsWritten() {
      assertThat(file.read()).isEmpty();
    }

    @Test
    void itsPositionIsForPeople() {
      assertThat(checkpoint(1).position()).isEqualTo("epoch 2, step 3");
      TrainerState state =
          new TrainerState(
              List.of(epoch(1)), new EpochSums(0, 0, 0, 0, 0, 0), Map.of(), Optional.empty());
      assertThat(new Checkpoint(Map.of(), state).position()).isEqualTo("the end of epoch 1");
    }
  }

  @Nested
  class WhenItIsDamaged {
    @Test
    void aFileThatIsCutAnywhereIsRefusedByName() throws IOException {
      file.write(checkpoint(1));
      byte[] whole = Files.readAllBytes(file.path());
      int contentEnds = centralDirectory(whole);
      for (int length = 0; length < contentEnds; length++) {
        Files.write(file.path(), Arrays.copyOf(whole, length));
        assertThatThrownBy(file::read)
            .as("cut to %d of %d bytes", length, whole.length)
            .isInstanceOf(CheckpointException.class)
            .hasMessageContaining(file.path().toString());
      }
    }

    @Test
    void aByteThatIsAnotherIsRefusedOrDoesNotMatter() throws IOException {
      file.write(checkpoint(1));
      byte[] whole = Files.readAllBytes(file.path());
      Map<String, Object> expected = contents(checkpoint(1));
      int refused = 0;
      for (int at = 0; at < whole.length; at++) {
        byte[] damaged = whole.clone();
        damaged[at] ^= 0x10;
        Files.write(file.path(), damaged);
        try {
          assertThat(contents(file.read().orElseThrow())).as("byte %d", at).isEqualTo(expected);
        } catch (CheckpointException refusal) {
          assertThat(refusal).hasMessageContaining(file.path().toString());
          refused++;
        }
      }
      assertThat(refused).isGreaterThan(whole.length / 3);
    }

    @Test
    void aFileOfSomethingElseIsRefusedByName() throws IOException {
      Files.writeString(file.path(), "not a checkpoint");
      assertThatThrownBy(file::read)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(file.path().toString());
    }

    @Test
    void aStateWithoutItsFieldsIsRefusedByName() throws IOException {
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file.path()))) {
        zip.putNextEntry(new ZipEntry("state.json"));
        zip.write("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        zip.closeEntry();
      }
      assertThatThrownBy(file::read)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(file.path().toString());
    }

    @Test
    void aFolderInItsPlaceIsRefusedByName() throws IOException {
      Files.createDirectory(file.path());
      assertThatThrownBy(file::read)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(file.path().toString());
    }

    /** Where a zip lists its entries once more, which nothing here reads. */
    private static int centralDirectory(byte[] zip) {
      for (int at = zip.length - 4; at >= 0; at--) {
        if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 5 && zip[at + 3] == 6) {
          return java.nio.ByteBuffer.wrap(zip)
              .order(java.nio.ByteOrder.LITTLE_ENDIAN)
              .getInt(at + 16);
        }
      }
      throw new AssertionError("no zip");
    }
  }

  @Nested
  class WhenItCannotBeWritten {
    @Test
    void aFolderThatIsNotThereIsNamedAndTheReasonSaid() {
      CheckpointFile nowhere = new CheckpointFile(folder.resolve("missing/last.checkpoint"));
      assertThatThrownBy(() -> nowhere.write(checkpoint(1)))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(nowhere.path().toString())
          .hasMessageContaining("NoSuchFile");
    }

    @Test
    void aFullDiskLeavesTheEarlierOne() throws IOException {
      Path full = Path.of("/dev/full");
      assumeTrue(Files.exists(full), "skipped: there is no /dev/full");
      file.write(checkpoint(1));
      Files.createSymbolicLink(folder.resolve("last.checkpoint.part"), full);
      assertThatThrownBy(() -> file.write(checkpoint(2)))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(file.path().toString());
      assertThat(contents(file.read().orElseThrow())).isEqualTo(contents(checkpoint(1)));
      assertOnlyTheCheckpointIsThere();
    }

    @Test
    void aNameThatIsTakenLeavesNoPart() throws IOException {
      Files.createDirectories(file.path().resolve("something"));
      assertThatThrownBy(() -> file.write(checkpoint(1)))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(file.path().toString());
      assertOnlyTheCheckpointIsThere();
    }
  }

  @Nested
  class WhenItIsOfAnotherTraining {
    @Test
    void eachDifferenceIsNamedAndNothingElse() {
      Checkpoint checkpoint = checkpoint(1);
      Map<String, String> other =
          Map.of("seed", "2", "epochs", "20", "data set", "abc", "new", "x");
      assertThatThrownBy(() -> checkpoint.requireIdentity(other))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("seed was 1 and is 2 now")
          .hasMessageContaining("old was y and is nothing now")
          .hasMessageContaining("new was nothing and is x now")
          .message()
          .doesNotContain("epochs", "data set");
    }

    @Test
    void theSameIsAccepted() {
      checkpoint(1).requireIdentity(checkpoint(2).identity());
    }
  }

  private void assertOnlyTheCheckpointIsThere() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file.path());
    }
  }

  private static Checkpoint checkpoint(int number) {
    Map<String, float[]> variables =
        Map.of(
            "conv2d/kernel",
            ODD,
            "adam/conv2d/kernel/m",
            new float[] {number, 0.1f},
            "e",
            new float[0]);
    TrainerState.Best best =
        new TrainerState.Best(1, 0.1 + 0.2, Map.of("conv2d/kernel", ODD, "b", new float[] {7}));
    return new Checkpoint(
        Map.of("seed", "1", "epochs", "20", "data set", "abc", "old", "y"),
        new TrainerState(List.of(epoch(number)), sums(Math.PI), variables, Optional.of(best)));
  }

  private static EpochSums sums(double loss) {
    return new EpochSums(3, 96, 41, loss, Long.MAX_VALUE, 12);
  }

  private static Epoch epoch(int number) {
    return new Epoch(
        number,
        50_000,
        Math.E,
        1 / 3.0,
        Double.MIN_VALUE,
        Math.nextUp(0.5),
        1e-3,
        Duration.ofNanos(123_456_789_012L),
        Duration.ofNanos(1),
        Duration.ofDays(3).plusNanos(1));
  }

  /** All of it, arrays as bits. */
  private static Map<String, Object> contents(Checkpoint checkpoint) {
    TrainerState state = checkpoint.state();
    return Map.of(
        "identity", checkpoint.identity(),
        "history", state.history(),
        "sums", state.sums(),
        "variables", bits(state.variables()),
        "best", state.best().map(best -> best.epoch() + " " + best.validationLoss()).orElse(""),
        "weights", state.best().map(best -> bits(best.weights())).orElse(Map.of()));
  }

  private static Map<String, List<Integer>> bits(Map<String, float[]> values) {
    Map<String, List<Integer>> bits = new TreeMap<>();
    values.forEach(
        (name, array) -> {
          Integer[] each = new Integer[array.length];
          Arrays.setAll(each, i -> Float.floatToRawIntBits(array[i]));
          bits.put(name, List.of(each));
        });
    return bits;
  }
}
