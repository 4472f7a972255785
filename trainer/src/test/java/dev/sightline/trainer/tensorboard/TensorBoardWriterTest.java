package dev.sightline.trainer.tensorboard;

import static dev.sightline.trainer.history.Epochs.epoch;
import static dev.sightline.trainer.history.Epochs.step;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sightline.trainer.progress.Ticking;
import dev.sightline.trainer.tensorboard.EventReader.Read;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardWriterTest {
  @TempDir Path folder;
  private final Ticking clock = new Ticking();

  @Test
  void aCrcIsThatOfTheStandardsExampleRotatedAndShifted() {
    // CRC-32C of "123456789" is e3069283.
    int rotated = 0xe3069283 >>> 15 | 0xe3069283 << 17;

    assertThat(RecordFrame.maskedCrc("123456789".getBytes(US_ASCII), 0, 9))
        .isEqualTo(rotated + 0xa282ead8);
  }

  @Nested
  class WhenEpochsAreTrained {
    @Test
    void trainingAndValidationAreTwoRunsWithTheSameTags() throws Exception {
      try (TensorBoardWriter writer = new TensorBoardWriter(folder, clock)) {
        clock.advance(Duration.ofMillis(1_500));
        writer.onEpoch(epoch(2));
      }

      assertThat(EventReader.version(only("train"))).isEqualTo("brain.Event:2");
      assertThat(EventReader.summaries(only("train")))
          .extracting(Read::tag, Read::step, Read::scalar)
          .containsExactly(
              tuple("epoch_loss", 2L, 1.25f),
              tuple("epoch_accuracy", 2L, 0.25f),
              tuple("epoch_learning_rate", 2L, 1e-4f),
              tuple("epoch_images_per_second", 2L, 100 / 3f));
      assertThat(EventReader.summaries(only("validation")))
          .extracting(Read::tag, Read::step, Read::scalar, Read::time)
          .containsExactly(
              tuple("epoch_loss", 2L, 1.5f, 1_700_000_001.5),
              tuple("epoch_accuracy", 2L, 0.3f, 1_700_000_001.5));
    }

    @Test
    void stepsAreCountedOnFromOneEpochToTheNext() throws Exception {
      try (TensorBoardWriter writer = new TensorBoardWriter(folder, clock)) {
        for (int epoch = 1; epoch <= 2; epoch++) {
          for (int number = 1; number <= 3; number++) {
            writer.onStep(step(epoch, number, 1, 0.5));
          }
        }
      }

      assertThat(EventReader.summaries(only("train")))
          .filteredOn(read -> read.tag().equals("batch_loss"))
          .extracting(Read::step)
          .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void whatIsWrittenIsThereAfterAnEpochWithoutAClose() throws Exception {
      try (TensorBoardWriter writer = new TensorBoardWriter(folder, clock)) {
        writer.onEpoch(epoch(1));

        assertThat(EventReader.summaries(only("validation"))).hasSize(2);
      }
    }

    @Test
    void stepsAreThereAFewSecondsLater() throws Exception {
      try (TensorBoardWriter writer = new TensorBoardWriter(folder, clock)) {
        writer.onStep(step(1, 1, 1, 0.5));
        assertThat(EventReader.summaries(only("train"))).isEmpty();
        clock.advance(Duration.ofSeconds(6));
        writer.onStep(step(1, 2, 1, 0.5));

        assertThat(EventReader.summaries(only("train"))).hasSizeGreaterThan(2);
      }
    }
  }

  @Nested
  class WhenTheTrainingIsResumed {
    @Test
    void anotherFileIsAddedWhoseStepsGoOn() throws Exception {
      try (TensorBoardWriter writer = new TensorBoardWriter(folder, clock)) {
        writer.onEpoch(epoch(1));
      }
      try (TensorBoardWriter writer = new TensorBoardWriter(folder, clock)) {
        writer.onStep(step(3, 2, 1, 0.5));
      }

      List<Path> files = files("train");
      assertThat(files).hasSize(2);
      assertThat(EventReader.summaries(files.get(0))).hasSize(4);
      assertThat(EventReader.summaries(files.get(1))).extracting(Read::step).containsOnly(8L);
    }
  }

  @Nested
  class WhenAPictureIsGiven {
    @Test
    void itIsKeptByteForByteWithItsSize() throws Exception {
      byte[] png = png(7, 5);
      try (TensorBoardWriter writer = new TensorBoardWriter(folder, clock)) {
        writer.trainingImage("samples", 0, png);
        writer.validationImage("confusion_matrix", 4, png);
      }

      Read samples = EventReader.summaries(only("train")).get(0);
      assertThat(samples.tag()).isEqualTo("samples");
      assertThat(samples.png()).isEqualTo(png);
      assertThat(samples.width()).isEqualTo(7);
      assertThat(samples.height()).isEqualTo(5);
      assertThat(EventReader.summaries(only("validation")))
          .extracting(Read::tag, Read::step)
          .containsExactly(tuple("confusion_matrix", 4L));
    }

    @Test
    void whatIsNoPngIsRefused() {
      try (TensorBoardWriter writer = new TensorBoardWriter(folder, clock)) {
        assertThatThrownBy(() -> writer.trainingImage("samples", 0, new byte[100]))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("image 'samples': 100 bytes that are no PNG file");
      }
    }
  }

  private Path only(String run) throws Exception {
    List<Path> files = files(run);
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private List<Path> files(String run) throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve(run))) {
      return files.sorted().toList();
    }
  }

  private static byte[] png(int width, int height) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", file);
    return file.toByteArray();
  }
}
