package dev.sightline.topology.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.inference.session.Precision;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.schemas.TrustedRecords;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ModelLoaderTest {
  private final ModelLoader loader =
      new ModelLoader(new BatchSizes(32), new GoldenCheck(0.05f), List.of(Precision.FLOAT32));

  @Nested
  class WhenTheInputOfTheManifestCantBeServed {
    @Test
    void greyImagesAreRejectedForImagesAreDecodedToThreeChannels() {
      assertRejected(32, 32, 1, "expected 3 channels, found 1");
    }

    @Test
    void moreOrFewerPixelsThanTheDecoderMakesAreRejected() {
      assertRejected(5000, 5000, 3, "found a height of 5000 and a width of 5000");
      assertRejected(0, 32, 3, "found a height of 0 and a width of 32");
      assertRejected(-4, -4, 3, "found a height of -4 and a width of -4");
      assertRejected(Integer.MAX_VALUE, Integer.MAX_VALUE, 3, "expected 1 to 16777216 pixels");
    }

    @Test
    void batchesThatWouldTakeTheMemoryAreRejected() {
      assertRejected(4000, 4000, 3, "a batch of 32 images of 4000x4000 takes 1536000000 bytes");
    }

    private void assertRejected(int height, int width, int channels, String reason) {
      ModelManifest manifest = manifest(height, width, channels);
      assertThatThrownBy(() -> loader.load(Path.of("nowhere"), manifest, loaded -> {}))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining(reason);
    }
  }

  private static ModelManifest manifest(int height, int width, int channels) {
    TrustedRecords.trust();
    return ModelManifest.newBuilder()
        .setName("m")
        .setVersion(1)
        .setCreatedAt(Instant.EPOCH)
        .setArchive(new Checksum("", 0L))
        .setParts(List.of())
        .setInput(new ImageInput("image", PixelType.UINT8, height, width, channels, 1f))
        .setOutput(new ClassOutput("probabilities", OutputKind.PROBABILITIES))
        .setLabels(List.of("cat", "dog"))
        .setResize(ResizeMethod.AREA)
        .setGoldenImages(List.of())
        .build();
  }
}
