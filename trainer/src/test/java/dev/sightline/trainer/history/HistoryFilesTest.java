package dev.sightline.trainer.history;

import static dev.sightline.trainer.history.Epochs.epoch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFilesTest {
  @TempDir Path folder;

  @Nested
  class WhenAnEpochIsOver {
    @Test
    void theCsvHasALineForEachWithAllDigits() throws Exception {
      Path file = folder.resolve("run/history.csv");
      HistoryCsv history = new HistoryCsv(file, List.of());

      history.onEpoch(epoch(1));
      assertThat(file).content().hasLineCount(2);
      history.onEpoch(epoch(2));

      assertThat(file)
          .hasContent(
              """
              epoch,loss,accuracy,validation_loss,validation_accuracy,learning_rate,images_per_second,seconds
              1,2.5,0.25,1.5,0.30000000000000004,1.0E-4,33.3,4.567
              2,1.25,0.25,1.5,0.30000000000000004,1.0E-4,33.3,4.567
              """);
    }

    @Test
    void theJsonHasAnObjectForEachWithTheSameNumbers() throws Exception {
      Path file = folder.resolve("history.json");
      HistoryJson history = new HistoryJson(file, List.of());

      history.onEpoch(epoch(1));
      history.onEpoch(epoch(2));

      JsonNode rows = new ObjectMapper().readTree(file.toFile());
      assertThat(rows).hasSize(2);
      assertThat(rows.get(1).fieldNames())
          .toIterable()
          .containsExactly(
              "epoch",
              "loss",
              "accuracy",
              "validation_loss",
              "validation_accuracy",
              "learning_rate",
              "images_per_second",
              "seconds");
      assertThat(rows.get(1).get("epoch").isInt()).isTrue();
      assertThat(rows.get(1).get("loss").asDouble()).isEqualTo(1.25);
      assertThat(rows.get(1).get("learning_rate").asDouble()).isEqualTo(1e-4);
    }

    @Test
    void nothingButTheFilesIsLeft() {
      new HistoryCsv(folder.resolve("history.csv"), List.of()).onEpoch(epoch(1));
      new HistoryJson(folder.resolve("history.json"), List.of()).onEpoch(epoch(1));

      assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }
  }

  @Nested
  class WhenTheTrainingIsResumed {
    @Test
    void theEarlierEpochsStayInTheFiles() {
      new HistoryCsv(folder.resolve("history.csv"), List.of(epoch(1))).onEpoch(epoch(2));
      new HistoryJson(folder.resolve("history.json"), List.of(epoch(1))).onEpoch(epoch(2));

      assertThat(folder.resolve("history.csv")).content().contains("\n1,").contains("\n2,");
      assertThat(folder.resolve("history.json")).content().contains(": 1,").contains(": 2,");
    }
  }

  @Nested
  class WhenTheFileCanNotBeWritten {
    @Test
    void itIsNamed() throws Exception {
      Path notAFolder = Files.createFile(folder.resolve("taken"));

      assertThatThrownBy(
              () -> new HistoryCsv(notAFolder.resolve("a.csv"), List.of()).onEpoch(epoch(1)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("can't write")
          .hasMessageContaining("a.csv");
    }
  }
}
