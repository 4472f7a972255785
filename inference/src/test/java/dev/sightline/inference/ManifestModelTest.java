package dev.sightline.inference;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.fixtures.ColourModel;
import dev.sightline.inference.session.Precision;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ModelManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever published it: a worker takes no manifest whose classes can't be counted by. */
class ManifestModelTest {
  @TempDir Path temp;

  @Test
  void aClassThatIsNamedTwiceIsRejected() {
    assertRejected(
        List.of("red", "green", "red"),
        "the manifest of colours/7, labels: label 0 and label 2 both name the class red");
  }

  @Test
  void moreClassesThanThereMayBeAreRejected() {
    assertRejected(
        IntStream.range(0, 10_001).mapToObj(Integer::toString).toList(),
        "the manifest of colours/7, labels: expected 1 to 10000 classes, found 10001");
  }

  private void assertRejected(List<String> labels, String message) {
    ModelManifest manifest =
        ColourModel.uint8()
            .manifest()
            .setLabels(labels)
            .setVersion(7)
            .setArchive(new Checksum("", 0L))
            .setParts(List.of())
            .build();
    assertThatThrownBy(() -> ManifestModel.load(temp, manifest, Precision.FLOAT32))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessage(message);
  }
}
