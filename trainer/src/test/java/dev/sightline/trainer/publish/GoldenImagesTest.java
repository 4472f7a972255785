package dev.sightline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.fixtures.ColourModel;
import dev.sightline.images.DecodeLimits;
import dev.sightline.images.Decoded;
import dev.sightline.images.ImageDecoder;
import dev.sightline.inference.LoadedModel;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.manifest.ManifestSize;
import dev.sightline.schemas.EncodedGoldenImage;
import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.Examples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenImagesTest {
  private static final int HALF_A_RECORD = 512 << 10;

  @TempDir Path temp;

  /** Red, green and blue ones with so much noise that no encoder makes them small. */
  private static Examples noisy(int side) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] pixels = new byte[3 * side * side * 3];
    for (int i = 0; i < pixels.length; i++) {
      boolean own = i % 3 == i / (side * side * 3);
      pixels[i] = (byte) (random.nextInt(128) + (own ? 127 : 0));
    }
    return new Examples(side, side, pixels, new int[] {0, 1, 2});
  }

  private static List<String> classes(int count) {
    return Stream.concat(
            ColourModel.LABELS.stream(), IntStream.range(3, count).mapToObj(i -> "class " + i))
        .toList();
  }

  /** The draft of a colour model's manifest, with golden images of noise. */
  private ModelManifest.Builder draft(int side, List<String> classes) throws IOException {
    ColourModel colours = new ColourModel(side, side, classes);
    Path folder = colours.write(temp.resolve("model"));
    ModelManifest.Builder draft = colours.manifest().clearGoldenImages();
    try (LoadedModel model = LoadedModel.load(folder)) {
      GoldenImages.addTo(draft, model, noisy(side), folder);
    }
    return draft;
  }

  private static long goldenBytes(ModelManifest.Builder draft) {
    long raw =
        draft.getGoldenImages().stream()
            .mapToLong(i -> ManifestSize.of(i.getPixels().remaining(), i.getProbabilities().size()))
            .sum();
    long files =
        draft.getEncodedGoldenImages() == null
            ? 0
            : draft.getEncodedGoldenImages().stream()
                .mapToLong(
                    i -> ManifestSize.of(i.getContent().remaining(), i.getProbabilities().size()))
                .sum();
    return raw + files;
  }

  @ParameterizedTest
  @CsvSource({"32, 3, 3", "224, 3, 3", "299, 3, 1", "416, 3, 1", "224, 1000, 3", "224, 10000, 2"})
  void theyAreRawAsLongAsOneFits(int side, int classes, int count) throws IOException {
    ModelManifest.Builder draft = draft(side, classes(classes));

    assertThat(draft.getGoldenImages())
        .hasSize(count)
        .allMatch(image -> image.getPixels().remaining() == side * side * 3)
        .allMatch(image -> image.getProbabilities().size() == classes);
    assertThat(draft.getEncodedGoldenImages()).isNull();
    assertThat(goldenBytes(draft)).isLessThanOrEqualTo(HALF_A_RECORD);
  }

  @ParameterizedTest
  @CsvSource({"420, 3", "600, 1000", "1024, 3"})
  void largerOnesAreFilesAndAsCoarseAsMustBe(int side, int classes) throws IOException {
    ModelManifest.Builder draft = draft(side, classes(classes));

    assertThat(draft.getGoldenImages()).isEmpty();
    assertThat(draft.getEncodedGoldenImages()).hasSize(3);
    assertThat(goldenBytes(draft)).isLessThanOrEqualTo(HALF_A_RECORD);
    try (LoadedModel model = LoadedModel.load(temp.resolve("model"))) {
      for (EncodedGoldenImage image : draft.getEncodedGoldenImages()) {
        byte[] pixels = decoded(image, side);
        assertThat(model.probabilities(pixels, 0, 1))
            .containsExactly(floats(image.getProbabilities()));
      }
    }
  }

  @Test
  void theyAreThoseOnWhichTheModelIsMostDecidedOneOfEachClass() throws IOException {
    ColourModel colours = ColourModel.uint8();
    ModelManifest.Builder draft = colours.manifest().clearGoldenImages();
    Path folder = colours.write(temp.resolve("model"));
    byte[] pixels = new byte[4 * 48];
    int[][] images = {{200, 0, 0}, {255, 0, 0}, {0, 90, 80}, {0, 0, 10}};
    for (int i = 0; i < images.length; i++) {
      byte[] image = colours.image(images[i][0], images[i][1], images[i][2]);
      System.arraycopy(image, 0, pixels, i * 48, 48);
    }
    try (LoadedModel model = LoadedModel.load(folder)) {
      GoldenImages.addTo(draft, model, new Examples(4, 4, pixels, new int[4]), folder);
    }

    assertThat(draft.getGoldenImages())
        .extracting(GoldenImage::getPixels)
        .extracting(buffer -> buffer.get(0) & 0xFF, buffer -> buffer.get(1) & 0xFF)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(255, 0),
            org.assertj.core.groups.Tuple.tuple(0, 90),
            org.assertj.core.groups.Tuple.tuple(0, 0));
  }

  @Test
  void aManifestThatHasNoRoomForOneIsRefused() {
    List<String> long256 =
        IntStream.range(0, 5_000).mapToObj(i -> "%05d".formatted(i) + "x".repeat(251)).toList();

    assertThatThrownBy(() -> draft(8, long256))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("the manifest has no room for a golden image of 8x8 and 5000");
  }

  private static byte[] decoded(EncodedGoldenImage image, int side) {
    byte[] file = new byte[image.getContent().remaining()];
    image.getContent().duplicate().get(file);
    try (ImageDecoder decoder =
        new ImageDecoder(side, side, ResizeMethod.AREA, DecodeLimits.DEFAULT)) {
      byte[] pixels = new byte[decoder.imageBytes()];
      assertThat(decoder.decodeFile(file, pixels, 0)).isInstanceOf(Decoded.class);
      return pixels;
    }
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }
}
