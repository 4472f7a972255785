package dev.sightline.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.data.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingImagesTest {
  private static final Examples EXAMPLES =
      new Examples(1, 2, new byte[] {0, 1, 2, 3, 4, -1, 6, 7, 8, 9, 10, 11}, new int[] {3, 258});

  @Test
  void areReadAsWritten(@TempDir Path folder) throws IOException {
    TrainingImages.write(EXAMPLES, folder);
    Examples read = TrainingImages.read(folder, 1, 2);

    assertThat(read.pixels()).isEqualTo(EXAMPLES.pixels());
    assertThat(read.labels()).isEqualTo(EXAMPLES.labels());
  }

  @Test
  void labelsAreInt32InLittleEndianOrder(@TempDir Path folder) throws IOException {
    TrainingImages.write(EXAMPLES, folder);

    assertThat(Files.readAllBytes(folder.resolve("labels")))
        .containsExactly(3, 0, 0, 0, 2, 1, 0, 0);
  }
}
