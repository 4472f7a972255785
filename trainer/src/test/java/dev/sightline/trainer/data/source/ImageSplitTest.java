package dev.sightline.trainer.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Split;
import dev.sightline.trainer.data.SplitReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageSplitTest {
  /** So large that four of them are a batch. */
  private static final ImageSize LARGE = new ImageSize(590, 590);

  private static final ImageSize ODD = new ImageSize(20, 24);

  @TempDir Path temp;
  private final Map<String, byte[]> files = ImageFiles.catsAndDogs();

  private List<DataSource> sources() {
    ImageFiles.writeFolder(temp.resolve("pets"), files);
    Path zip = temp.resolve("pets.zip");
    ImageFiles.writeZip(zip, files, ZipEntry.DEFLATED);
    return List.of(
        DataSource.of(temp.resolve("pets")), DataSource.of(zip), new DrawnShapes(3, 40, 20));
  }

  private static List<Examples> batches(ImageSplit split, ImageSize size) {
    List<Examples> batches = new ArrayList<>();
    split.read(size, ResizeMethod.AREA, batches::add);
    return batches;
  }

  @ParameterizedTest
  @EnumSource(Split.class)
  void aSplitHasTheImagesThatTheWholeHas(Split split) {
    for (DataSource source : sources()) {
      DataSet whole = source.load(ODD, ResizeMethod.AREA);
      Examples expected = split == Split.TEST ? whole.heldOut() : whole.training();
      ImageSplit images = source.split(split);

      assertThat(images.dataSet()).isEqualTo(whole.name());
      assertThat(images.classes()).isEqualTo(whole.classes());
      assertThat(images.sha256()).isEqualTo(whole.sha256());
      assertThat(batches(images, ODD))
          .singleElement()
          .satisfies(
              batch -> {
                assertThat(batch.pixels()).isEqualTo(expected.pixels());
                assertThat(batch.labels()).isEqualTo(expected.labels());
                assertThat(batch.originals().widths())
                    .isEqualTo(expected.originals().widths())
                    .containsOnly(32);
              });
      SplitReading reading = images.read(ODD, ResizeMethod.AREA, batch -> {});
      assertThat(reading.images()).isEqualTo(expected.size());
      assertThat(reading.resized()).isEqualTo(expected.size());
      assertThat(images.read(ImageSize.CIFAR, ResizeMethod.AREA, batch -> {}).resized()).isZero();
    }
  }

  @Test
  void noMoreIsInMemoryThanABatch() {
    assertThat(LARGE.batch()).isEqualTo(4);
    for (DataSource source : sources()) {
      List<Examples> batches = batches(source.split(Split.TRAIN), LARGE);

      assertThat(batches).hasSizeGreaterThan(1).allMatch(batch -> batch.size() <= 4);
      assertThat(batches.stream().flatMapToInt(batch -> Arrays.stream(batch.labels())))
          .hasSize(source.load().training().size());
    }
  }

  @Test
  void aSampleIsTakenAtEvenDistances() {
    for (DataSource source : sources()) {
      Examples all = source.load().training();
      Examples sample = source.split(Split.TRAIN).sample(3, ImageSize.CIFAR, ResizeMethod.AREA);

      assertThat(sample.size()).isEqualTo(3);
      assertThat(sample.image(1)).isEqualTo(all.image(all.size() / 3));
      assertThat(source.split(Split.TRAIN).sample(1_000, ODD, ResizeMethod.AREA).size())
          .isEqualTo(all.size());
    }
  }

  @Nested
  class WhenFilesAreUnreadable {
    @Test
    void thoseOfTheOtherSplitDoNotMatter() throws IOException {
      DataSource folder = sources().get(0);
      Files.writeString(temp.resolve("pets/train/cat/0.jpg"), "no picture");

      assertThat(folder.split(Split.TEST).read(ODD, ResizeMethod.AREA, batch -> {}).images())
          .isEqualTo(4);
      assertThatThrownBy(() -> folder.split(Split.TRAIN).read(ODD, ResizeMethod.AREA, batch -> {}))
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("1 of 6 images cannot be read")
          .hasMessageContaining("train/cat/0.jpg");
    }

    @Test
    void aFewAreLeftOutAndCounted() {
      for (int i = 10; i < 110; i++) {
        files.put("test/cat/" + i + ".png", ImageFiles.png(i));
      }
      files.put("test/cat/50.png", new byte[9]);

      SplitReading reading =
          sources().get(1).split(Split.TEST).read(ODD, ResizeMethod.AREA, batch -> {});

      assertThat(reading.images()).isEqualTo(103);
      assertThat(reading.skipped().count()).isEqualTo(1);
      assertThat(reading.skipped().reasons()).singleElement().asString().contains("50.png");
    }

    @Test
    void aClassOfNothingElseIsNamed() {
      for (int i = 10; i < 310; i++) {
        files.put("test/cat/" + i + ".png", ImageFiles.png(1));
      }
      files.keySet().removeIf(path -> path.startsWith("test/dog/"));
      files.put("test/dog/0.png", new byte[9]);

      assertThatThrownBy(
              () -> sources().get(0).split(Split.TEST).read(ODD, ResizeMethod.AREA, batch -> {}))
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("no image of test/dog/ can be read");
    }

    @Test
    void aSampleOfNothingElseIsAnError() throws IOException {
      DataSource folder = sources().get(0);
      for (String path : files.keySet()) {
        Files.writeString(temp.resolve("pets").resolve(path), "no picture");
      }

      assertThatThrownBy(() -> folder.split(Split.TEST).sample(8, ODD, ResizeMethod.AREA))
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("none of 4 images can be read");
    }
  }
}
