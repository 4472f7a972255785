package dev.sightline.trainer.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.Skipped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RealCifar10Test {
  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  @Test
  void theWholeZipIsReadWithThePixelsThatImageIoSees() throws Exception {
    DataSource source = DataSource.of(zip());
    DataSet data = source.load();

    assertThat(data.name()).isEqualTo("cifar10-jpeg");
    assertThat(data.sha256())
        .isEqualTo("b52b73c56196c0a56fa64d99627a6382d64893cfeb02c1be581137764747c183");
    assertThat(data.classes()).isEqualTo(CLASSES);
    assertThat(data.skipped()).isEqualTo(Skipped.NONE);
    assertThat(perClass(data.training())).isEqualTo(Collections.nCopies(10, 5_000L));
    assertThat(perClass(data.heldOut())).isEqualTo(Collections.nCopies(10, 1_000L));

    try (Stream<EncodedExample> files = source.heldOutFiles()) {
      int i = 0;
      for (Iterator<EncodedExample> each = files.iterator(); each.hasNext(); i++) {
        EncodedExample file = each.next();
        assertThat(file.label()).isEqualTo(CLASSES.get(data.heldOut().labels()[i]));
        assertThat(data.heldOut().image(i))
            .as(file.name())
            .isEqualTo(ImageFiles.imageIoPixels(file.content()));
      }
      assertThat(i).isEqualTo(data.heldOut().size());
    }
  }

  private static List<Long> perClass(Examples examples) {
    return IntStream.range(0, 10)
        .mapToObj(c -> IntStream.of(examples.labels()).filter(label -> label == c).count())
        .toList();
  }

  private static Path zip() {
    Path zip = Path.of("..", "..", "shared", "data", "cifar10-jpeg.zip");
    Path fromRoot = Path.of("..", "shared", "data", "cifar10-jpeg.zip");
    Path found = Files.exists(zip) ? zip : fromRoot;
    assumeTrue(Files.exists(found), "skipped: ../shared/data is not there");
    return found;
  }
}
