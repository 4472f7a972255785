package dev.sightline.trainer.data.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.images.DecodeLimits;
import dev.sightline.images.Decoded;
import dev.sightline.images.ImageDecoder;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Skipped;
import dev.sightline.trainer.data.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSourceTest {
  @TempDir Path temp;
  private final Map<String, byte[]> files = ImageFiles.catsAndDogs();

  @Nested
  class WhenThePathIsAFolder {

    @Test
    void everyImageIsReadWithItsClass() throws Exception {
      assertThat(folder()).isInstanceOf(ImageFolder.class);
      DataSet data = folder().load();
      assertThat(data.name()).isEqualTo("pets");
      assertCatsAndDogs(data);
    }

    @Test
    void theChecksumIsThatOfTheListOfNamesAndChecksums() {
      StringBuilder list = new StringBuilder();
      for (String path : files.keySet()) {
        list.append(Digest.sha256().add(files.get(path)).hex()).append("  ").append(path);
        list.append('\n');
      }
      assertThat(folder().load().sha256())
          .isEqualTo(Digest.sha256().add(list.toString().getBytes(UTF_8)).hex());
    }

    @Test
    void theHeldOutFilesComeAsTheyAre() {
      assertHeldOutFiles(folder());
    }

    @Test
    void aFileThatIsTooLargeIsUnreadable() throws Exception {
      DataSource folder = folder();
      try (RandomAccessFile large =
          new RandomAccessFile(temp.resolve("pets/train/cat/0.jpg").toFile(), "rw")) {
        large.setLength(3L << 30); // sparse, and more than an array holds
      }
      assertThatThrownBy(folder::load)
          .isInstanceOf(DataSetException.class)
          .hasMessageEndingWith("train/cat/0.jpg: has more than 67108864 bytes");
    }

    @Test
    void anEmptyClassFolderIsRefused() throws Exception {
      DataSource folder = folder();
      Files.createDirectory(temp.resolve("pets/test/emu"));
      assertThatThrownBy(folder::load)
          .isInstanceOf(DataSetException.class)
          .hasMessage(
              temp.resolve("pets")
                  + ": test/emu/ has no images: delete it, or put some in; found 2 folders (test/,"
                  + " train/)");
    }

    @Test
    void aClassThatIsInOneSplitAloneIsNamed() {
      files.put("test/emu/0.png", ImageFiles.png(1));
      assertThatThrownBy(() -> folder().load())
          .isInstanceOf(DataSetException.class)
          .hasMessage(
              temp.resolve("pets")
                  + ": class emu is in test/ and not in train/; found 2 folders (test/, train/)");
    }

    @Test
    void aFolderWithoutSplitsIsRefusedByName() {
      assertThatThrownBy(() -> DataSource.of(temp).load())
          .isInstanceOf(DataSetException.class)
          .hasMessage(
              temp
                  + ": expected <class>/ folders of images, or train/<class>/ and test/<class>/;"
                  + " found nothing");
    }
  }

  @Nested
  class WhenThePathIsAZip {

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void everyImageIsReadWithItsClass(int method) throws Exception {
      Path zip = ImageFiles.writeZip(temp.resolve("pets.zip"), files, method);
      DataSource source = DataSource.of(zip);
      assertThat(source).isInstanceOf(ImageZip.class);
      DataSet data = source.load();
      assertThat(data.name()).isEqualTo("pets");
      assertThat(data.sha256()).isEqualTo(Digest.sha256().add(Files.readAllBytes(zip)).hex());
      assertCatsAndDogs(data);
      assertHeldOutFiles(source);
    }

    @Test
    void everythingMayLieInOneFolder() throws Exception {
      Map<String, byte[]> below = new LinkedHashMap<>();
      files.forEach((path, content) -> below.put("pets-1.0/" + path, content));
      below.put("__MACOSX/pets-1.0/._train", new byte[3]);
      DataSource source = zip(below);
      assertCatsAndDogs(source.load());
      assertHeldOutFiles(source);
    }

    @Test
    void aZipThatIsCutShortIsRefused() throws Exception {
      Path zip = ImageFiles.writeZip(temp.resolve("pets.zip"), files, ZipEntry.STORED);
      byte[] whole = Files.readAllBytes(zip);
      Files.write(zip, Arrays.copyOf(whole, whole.length / 2));
      for (Runnable use : uses(DataSource.of(zip))) {
        assertThatThrownBy(use::run)
            .isInstanceOf(DataSetException.class)
            .hasMessageStartingWith(zip + ": not a whole zip file: ");
      }
    }

    @Test
    void anEntryWhoseBytesDoNotMatchTheirChecksumIsUnreadable() throws Exception {
      Path zip = ImageFiles.writeZip(temp.resolve("pets.zip"), files, ZipEntry.STORED);
      byte[] damaged = Files.readAllBytes(zip);
      damaged[200] ^= 1;
      Files.write(zip, damaged);
      assertThatThrownBy(() -> DataSource.of(zip).load())
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("1 of 10 images cannot be read")
          .hasMessageContaining("do not match their checksum");
    }

    @Test
    void aFewBytesThatBecomeVeryManyAreUnreadable() {
      files.put("train/cat/0.jpg", new byte[ImageTreeReader.Content.MOST_BYTES + 1]);
      DataSource bomb = zip(files);
      assertThatThrownBy(bomb::load)
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("1 of 10 images cannot be read")
          .hasMessageEndingWith("train/cat/0.jpg: has more than 67108864 bytes");
      assertThat(bomb.nativeSize()).isEqualTo(ImageSize.CIFAR);
    }

    @Test
    void aDamagedFirstEntryDoesNotHideTheNativeSize() throws Exception {
      Path zip = ImageFiles.writeZip(temp.resolve("pets.zip"), files, ZipEntry.STORED);
      flip(zip, indexOf(Files.readAllBytes(zip), files.get("train/cat/0.jpg")) + 100);
      assertThat(DataSource.of(zip).nativeSize()).isEqualTo(ImageSize.CIFAR);
    }

    /** Nothing that happens to the bytes looks like a fault of the program. */
    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void whicheverByteIsWrongOrLastNoImageIsWrong(int method) throws Exception {
      Path zip = ImageFiles.writeZip(temp.resolve("pets.zip"), files, method);
      byte[] whole = Files.readAllBytes(zip);
      List<ByteBuffer> expected = images(DataSource.of(zip).load());
      int directory = indexOf(whole, "PK\1\2".getBytes(UTF_8));
      int step = 1 + whole.length / 50;
      for (int at = 2; at < whole.length; at += at < directory ? step : 23) {
        Files.write(zip, whole);
        flip(zip, at);
        assertRefusedOrRight(zip, expected);
        Files.write(zip, Arrays.copyOf(whole, at));
        assertThatThrownBy(() -> DataSource.of(zip).load()).isInstanceOf(DataSetException.class);
      }
    }

    /** A file may be missed or come elsewhere: names are what a zip has no checksum of. */
    private void assertRefusedOrRight(Path zip, List<ByteBuffer> expected) {
      try {
        assertThat(expected).containsAll(images(DataSource.of(zip).load()));
      } catch (DataSetException refused) {
        assertThat(refused).hasMessageStartingWith(zip + ": ");
      }
    }

    private List<ByteBuffer> images(DataSet data) {
      return IntStream.range(0, data.training().size())
          .mapToObj(i -> ByteBuffer.wrap(data.training().image(i)))
          .toList();
    }

    private void flip(Path file, int at) throws IOException {
      byte[] content = Files.readAllBytes(file);
      content[at] ^= 8;
      Files.write(file, content);
    }

    private int indexOf(byte[] content, byte[] part) {
      return IntStream.rangeClosed(0, content.length - part.length)
          .filter(at -> Arrays.equals(content, at, at + part.length, part, 0, part.length))
          .findFirst()
          .getAsInt();
    }

    @Test
    void anEmptyClassFolderIsRefused() {
      files.put("train/emu/", new byte[0]);
      assertThatThrownBy(() -> zip(files).load())
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("train/emu/ has no images");
    }
  }

  @Nested
  class WhenThereAreClassFoldersAlone {
    private final Map<String, byte[]> pets = new TreeMap<>();

    WhenThereAreClassFoldersAlone() {
      for (int i = 0; i < 10; i++) {
        pets.put("cat/" + i + ".png", ImageFiles.png(i));
        pets.put("dog/" + i + ".png", ImageFiles.png(100 + i));
      }
      pets.put("README.md", new byte[3]);
      pets.put("cat/Thumbs.db", new byte[3]);
    }

    @Test
    void aFolderAndItsZipHoldOutTheSameImages() {
      DataSource folder = DataSource.of(ImageFiles.writeFolder(temp.resolve("pets"), pets));
      DataSet data = folder.load();
      assertThat(data.training().labels()).hasSize(16);
      assertThat(data.heldOut().labels()).containsExactly(0, 0, 1, 1);
      assertThat(data.holdout()).contains(Holdout.DEFAULT);
      assertThat(data.skipped().reasons())
          .containsExactly(
              "README.md: not directly in a class folder", "cat/Thumbs.db: no picture");
      assertThat(zip(pets).load().heldOut().pixels()).isEqualTo(data.heldOut().pixels());
      assertThat(heldOutNames(zip(pets))).isEqualTo(heldOutNames(folder));
    }

    @Test
    void loadingEvaluatingAndReplayingHoldOutTheSameImages() {
      Holdout half = new Holdout(0.5, 7);
      DataSource folder = DataSource.of(ImageFiles.writeFolder(temp.resolve("pets"), pets), half);
      List<byte[]> evaluated = new ArrayList<>();
      ImageSplit test = folder.split(Split.TEST);
      test.read(ImageSize.CIFAR, ResizeMethod.AREA, batch -> evaluated.add(batch.pixels()));
      assertThat(test.holdout()).contains(half);
      byte[] loaded = folder.load().heldOut().pixels();
      assertThat(evaluated).singleElement().isEqualTo(loaded);
      assertThat(heldOutNames(folder)).hasSize(10);
      assertThat(loaded)
          .startsWith(ImageFiles.imageIoPixels(pets.get(heldOutNames(folder).get(0))));
    }

    @Test
    void bothAreFoundInASingleFolderBesideAReadme() {
      Map<String, byte[]> below = new TreeMap<>();
      pets.forEach((path, content) -> below.put("archive/pets/" + path, content));
      below.put("LICENSE", new byte[1]);
      DataSource folder = DataSource.of(ImageFiles.writeFolder(temp.resolve("pets"), below));
      assertThat(folder.load().classes()).containsExactly("cat", "dog");
      assertThat(heldOutNames(folder)).isEqualTo(heldOutNames(zip(pets)));
      assertThat(heldOutNames(zip(below))).isEqualTo(heldOutNames(zip(pets)));
    }

    private List<String> heldOutNames(DataSource source) {
      try (Stream<EncodedExample> files = source.heldOutFiles()) {
        return files.map(EncodedExample::name).toList();
      }
    }
  }

  @Nested
  class WhenThePathIsSomethingElse {

    @Test
    void aMissingFileIsNamed() {
      Path missing = temp.resolve("missing");
      assertThatThrownBy(() -> DataSource.of(missing))
          .isInstanceOf(DataSetException.class)
          .hasMessage(missing + ": there is no such file or folder");
    }

    @Test
    void drawnShapesNeedNoFile() {
      assertThat(DataSource.of(Path.of("drawn-shapes"))).isEqualTo(DrawnShapes.ASKED_FOR);
      assertThatThrownBy(() -> DataSource.of(temp.resolve("drawn-shapes")))
          .hasMessageContaining("there is no such file or folder");
    }

    @Test
    void anotherKindOfFileIsToldWhatIsExpected() throws Exception {
      Path text = Files.writeString(temp.resolve("data.zip"), "not a zip");
      assertThatThrownBy(() -> DataSource.of(text))
          .isInstanceOf(DataSetException.class)
          .hasMessageStartingWith(text + ": expected a folder or a zip");
      Path empty = Files.createFile(temp.resolve("empty"));
      assertThatThrownBy(() -> DataSource.of(empty)).isInstanceOf(DataSetException.class);
    }
  }

  @Nested
  class WhenImagesDiffer {

    @Test
    void theyAreAllBroughtToTheSizeThatIsAskedFor() throws Exception {
      byte[] large =
          ImageFiles.encode(ImageFiles.noise(BufferedImage.TYPE_INT_RGB, 64, 48, 1), "png");
      files.put("train/cat/0.jpg", large);
      DataSet data = zip(files).load();
      assertThat(data.training().image(0)).isEqualTo(servedPixels(large));
      assertThat(data.training().image(1))
          .isEqualTo(ImageFiles.imageIoPixels(files.get("train/cat/1.jpg")));
    }

    @Test
    void thoseOfAnotherSizeAreCounted() {
      byte[] tall =
          ImageFiles.encode(ImageFiles.noise(BufferedImage.TYPE_INT_RGB, 33, 32, 1), "png");
      byte[] wide =
          ImageFiles.encode(ImageFiles.noise(BufferedImage.TYPE_INT_RGB, 32, 1, 1), "png");
      assertThat(zip(files).load().resized()).isZero();
      files.put("train/cat/0.jpg", tall);
      files.put("test/dog/0.png", wide);
      assertThat(zip(files).load().resized()).isEqualTo(2);
      assertThat(folder().load(new ImageSize(33, 32), ResizeMethod.AREA).resized()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "bmp", "gif"})
    void everyFormatIsReadAsAWorkerReadsIt(String format) {
      BufferedImage image = ImageFiles.noise(BufferedImage.TYPE_INT_RGB, 20, 90, 1);
      files.put("train/cat/0.jpg", ImageFiles.encode(image, format));
      assertThat(zip(files).load().training().image(0))
          .isEqualTo(servedPixels(files.get("train/cat/0.jpg")));
    }

    private byte[] servedPixels(byte[] file) {
      byte[] pixels = new byte[ImageSize.CIFAR.bytes()];
      try (ImageDecoder worker =
          new ImageDecoder(32, 32, ResizeMethod.AREA, DecodeLimits.DEFAULT)) {
        assertThat(worker.decodeFile(file, pixels, 0)).isInstanceOf(Decoded.class);
      }
      return pixels;
    }

    @Test
    void theFirstTrainingImageThatCanBeDecodedTellsTheNativeSize() {
      BufferedImage first = ImageFiles.noise(BufferedImage.TYPE_INT_RGB, 20, 10, 1);
      files.put("train/cat/1.jpg", ImageFiles.encode(first, "png"));
      assertThat(folder().nativeSize()).isEqualTo(new ImageSize(32, 32));

      files.put("train/cat/0.jpg", new byte[0]);
      assertThat(folder().nativeSize()).isEqualTo(new ImageSize(20, 10));
    }

    @Test
    void withoutOneThereIsNoNativeSize() {
      files.replaceAll((path, content) -> new byte[0]);
      assertThatThrownBy(() -> folder().nativeSize())
          .isInstanceOf(DataSetException.class)
          .hasMessage(temp.resolve("pets") + ": no training image can be read");
    }

    @Test
    void theyAreLoadedAtAnyOtherSize() {
      assertThat(folder().load(new ImageSize(20, 10), ResizeMethod.AREA).heldOut().imageSize())
          .isEqualTo(new ImageSize(20, 10));
    }
  }

  @Nested
  class WhenSomeImagesAreUnreadable {
    private static final int PER_CLASS = 100;

    WhenSomeImagesAreUnreadable() {
      byte[] image = ImageFiles.jpeg(1);
      for (int i = 0; i < PER_CLASS; i++) {
        files.put("train/cat/%04d.jpg".formatted(i), image);
        files.put("train/dog/%04d.jpg".formatted(i), image);
      }
    }

    @Test
    void aFewAreLeftOutAndListed() {
      byte[] other = ImageFiles.jpeg(2);
      files.put("train/cat/0050.jpg", "text".getBytes(UTF_8));
      files.put("train/cat/0051.jpg", other);
      files.put("train/dog/0099.jpg", Arrays.copyOf(other, other.length - 100));
      files.put("train/notes.txt", "text".getBytes(UTF_8));
      for (int i = 0; i < 100; i++) {
        files.put("train/dog/more-%04d.jpg".formatted(i), other);
      }
      DataSet data = zip(files).load();

      assertThat(data.resized()).isZero();
      assertThat(data.skipped().count()).isEqualTo(3);
      assertThat(data.skipped().reasons())
          .containsExactly(
              "train/notes.txt: not directly in a class folder",
              "train/cat/0050.jpg: expected a PNG, JPEG, BMP or GIF file, found 4 bytes that start"
                  + " with 74 65 78 74",
              "train/dog/0099.jpg: JPEG of 32×32 pixels: truncated: the file ends before its last"
                  + " pixel: Corrupt JPEG data: premature end of data segment");
      assertThat(data.training().size()).isEqualTo(3 * PER_CLASS + 2 * 3 - 2);
      assertThat(data.training().labels()).startsWith(0).endsWith(1);
      // Before 0051.jpg come 0.jpg and 0000.jpg to 0049.jpg: it has moved up into the gap.
      assertThat(Arrays.stream(data.training().labels()).filter(label -> label == 0))
          .hasSize(PER_CLASS + 3 - 1);
      assertThat(data.training().image(51)).isEqualTo(ImageFiles.imageIoPixels(other));
    }

    @Test
    void moreThanOneInAHundredAreAnError() {
      for (int i = 0; i < 3; i++) {
        files.put("train/cat/%04d.jpg".formatted(i), new byte[0]);
      }
      assertThatThrownBy(() -> folder().load())
          .isInstanceOf(DataSetException.class)
          .hasMessageStartingWith(
              temp.resolve("pets") + ": 3 of 210 images cannot be read, more than one in 100")
          .hasMessageContaining("train/cat/0000.jpg: the content is empty");
    }

    @Test
    void aClassThatIsLeftWithoutImagesIsAnError() {
      files.put("train/emu/0.jpg", new byte[0]);
      files.put("test/emu/0.jpg", ImageFiles.jpeg(1));
      assertThatThrownBy(() -> folder().load())
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("no image of train/emu/ can be read; the first: train/emu/0.jpg: ");
    }
  }

  private DataSource folder() {
    return DataSource.of(ImageFiles.writeFolder(temp.resolve("pets"), files));
  }

  private DataSource zip(Map<String, byte[]> content) {
    return DataSource.of(ImageFiles.writeZip(temp.resolve("pets.zip"), content, ZipEntry.DEFLATED));
  }

  private static List<Runnable> uses(DataSource source) {
    return List.of(source::load, source::nativeSize, source::heldOutFiles);
  }

  private void assertCatsAndDogs(DataSet data) {
    assertThat(data.classes()).containsExactly("cat", "dog");
    assertThat(data.training().labels()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(data.heldOut().labels()).containsExactly(0, 0, 1, 1);
    assertThat(data.training().image(4))
        .isEqualTo(ImageFiles.imageIoPixels(files.get("train/dog/1.jpg")));
    assertThat(data.heldOut().image(1))
        .isEqualTo(ImageFiles.imageIoPixels(files.get("test/cat/1.png")));
    assertThat(data.skipped()).isEqualTo(Skipped.NONE);
  }

  private void assertHeldOutFiles(DataSource source) {
    try (Stream<EncodedExample> heldOut = source.heldOutFiles()) {
      List<EncodedExample> found = heldOut.toList();
      assertThat(found)
          .extracting(EncodedExample::name)
          .containsExactly("test/cat/0.png", "test/cat/1.png", "test/dog/0.png", "test/dog/1.png");
      assertThat(found)
          .extracting(EncodedExample::label)
          .containsExactly("cat", "cat", "dog", "dog");
      assertThat(found)
          .allSatisfy(file -> assertThat(file.content()).isEqualTo(files.get(file.name())));
    }
  }
}
