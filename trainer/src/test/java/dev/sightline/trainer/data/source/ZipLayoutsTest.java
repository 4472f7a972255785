package dev.sightline.trainer.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zips as people have them: every one is read as {@code unzip} reads it. */
class ZipLayoutsTest {
  private static final Path CASES = Path.of("../../shared/cases/zips");

  @TempDir Path temp;

  @Nested
  class WhenItIsOneOfTheSharedCases {
    @ParameterizedTest
    @CsvSource({
      "backslash.zip, a b c d, 0",
      "cp437-class.zip, b c d über, 0",
      "thumbs.zip, a b c d, 8",
      "top-readme.zip, a b c d, 0"
    })
    void itsClassesAndImagesAreFound(String name, String classes, int leftOut) {
      Path zip = CASES.resolve(name);
      assumeTrue(Files.exists(zip), "skipped: ../shared/cases is not there");
      DataSet data = DataSource.of(zip).load();
      assertThat(data.classes()).containsExactly(classes.split(" "));
      assertThat(data.training().size()).isEqualTo(16);
      assertThat(data.heldOut().size()).isEqualTo(8);
      assertThat(data.skipped().count()).isEqualTo(leftOut);
    }
  }

  @Nested
  class WhenNamesHaveNoUnicodeFlag {
    @ParameterizedTest
    @CsvSource({
      "UTF-8, über, 猫",
      "IBM437, über, Vögel",
      "IBM437, Äpfel, café",
      "GBK, 猫, 狗",
      "GBK, 苹果, 香蕉",
      "windows-31j, 猫の写真, 犬の写真",
      "windows-31j, りんご, 表示"
    })
    void theyAreReadAsTheyWereWritten(String charset, String one, String other) {
      DataSource zip = zip(Charset.forName(charset), pets("", one, other));
      assertThat(zip.load().classes()).containsExactlyInAnyOrder(one, other);
    }
  }

  @Nested
  class WhenPathsAreOdd {
    @Test
    void dotsAndSlashesInFrontDoNotCount() {
      for (String top : List.of("./", "././pets/", "/", "../")) {
        DataSet data = zip(StandardCharsets.UTF_8, pets(top, "cat", "dog")).load();
        assertThat(data.classes()).containsExactly("cat", "dog");
        assertThat(data.training().size()).isEqualTo(6);
      }
    }

    @Test
    void aBackslashPartsFolders() {
      Map<String, byte[]> files = new TreeMap<>();
      pets("", "cat", "dog")
          .forEach((path, content) -> files.put(path.replace('/', '\\'), content));
      assertThat(zip(StandardCharsets.UTF_8, files).load().classes()).containsExactly("cat", "dog");
    }
  }

  @Nested
  class WhenThereIsATableOfLabels {
    private final Map<String, byte[]> files = new TreeMap<>();

    WhenThereIsATableOfLabels() {
      StringBuilder table = new StringBuilder("\ufeffid,label\r\n");
      for (int i = 1; i <= 20; i++) {
        files.put("train/" + i + ".png", ImageFiles.png(i));
        files.put("test/" + i + ".png", ImageFiles.png(100 + i));
        table.append(i).append(",").append(i % 2 == 0 ? "\"frog\"" : "ship").append("\r\n");
      }
      files.put("trainLabels.csv", table.toString().getBytes(StandardCharsets.UTF_8));
      files.put("sampleSubmission.csv", "id,label\n77,cat\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theNumberedImagesAreReadWithItsClassesAndAShareIsHeldOut() {
      DataSource folder = DataSource.of(ImageFiles.writeFolder(temp.resolve("cifar"), files));
      for (DataSource source : List.of(folder, zip(StandardCharsets.UTF_8, files))) {
        DataSet data = source.load();
        assertThat(data.classes()).containsExactly("frog", "ship");
        assertThat(data.training().labels()).hasSize(16).containsOnly(0, 1);
        assertThat(data.heldOut().labels()).containsExactly(0, 0, 1, 1);
        try (var heldOut = source.heldOutFiles()) {
          assertThat(heldOut.toList())
              .allSatisfy(
                  file -> {
                    int number = Integer.parseInt(file.name().replaceAll("\\D", ""));
                    assertThat(file.label()).isEqualTo(number % 2 == 0 ? "frog" : "ship");
                    assertThat(file.content()).isEqualTo(files.get("train/" + number + ".png"));
                  });
        }
      }
    }

    @Test
    void theLabelsArePartOfTheIdentity() throws IOException {
      DataSource folder = DataSource.of(ImageFiles.writeFolder(temp.resolve("cifar"), files));
      String before = folder.load().sha256();
      assertThat(folder.split(dev.sightline.trainer.data.Split.TEST).sha256()).isEqualTo(before);
      Path table = temp.resolve("cifar/trainLabels.csv");
      Files.writeString(table, Files.readString(table).replace("1,ship", "1,\"frog\""));
      assertThat(folder.load().sha256()).isNotEqualTo(before);
    }

    @Test
    void anImageThatIsNotThereIsNamed() {
      files.remove("train/7.png");
      assertThatThrownBy(() -> zip(StandardCharsets.UTF_8, files).load())
          .isInstanceOf(DataSetException.class)
          .hasMessageEndingWith("trainLabels.csv names 1 image that is not there, the first: 7");
    }
  }

  @Nested
  class WhenSplitsHaveCapitals {
    @Test
    void theyAreTheSplitsAllTheSame() {
      for (String top : List.of("", "pets/")) {
        Map<String, byte[]> files = new TreeMap<>(pets(top + "Train/", "cat", "dog"));
        files.putAll(pets(top + "TEST/", "cat", "dog"));
        DataSource folder =
            DataSource.of(ImageFiles.writeFolder(temp.resolve("capitals" + top), files));
        for (DataSource source : List.of(folder, zip(StandardCharsets.UTF_8, files))) {
          DataSet data = source.load();
          assertThat(data.classes()).containsExactly("cat", "dog");
          assertThat(data.training().size()).isEqualTo(8);
          assertThat(data.heldOut().size()).isEqualTo(8);
          assertThat(data.holdout()).isEmpty();
        }
        assertThat(folder.split(dev.sightline.trainer.data.Split.TEST).sha256())
            .isEqualTo(folder.load().sha256());
      }
    }
  }

  @Nested
  class WhenImagesLieDeeperThanInClassFolders {
    @Test
    void oneOfThemIsNamed() {
      Map<String, byte[]> files = new TreeMap<>();
      pets("", "cat", "dog")
          .forEach((path, content) -> files.put(path.replace("/", "/small/"), content));

      assertThatThrownBy(() -> zip(StandardCharsets.UTF_8, files).load())
          .hasMessageContainingAll("expected <class>/ folders", "not as deep as cat/small/0.png");
      assertThatThrownBy(
              () -> DataSource.of(ImageFiles.writeFolder(temp.resolve("deep"), files)).load())
          .hasMessageContainingAll(
              "cat/ has no images but deeper ones, such as cat/small/0.png: move them up");
    }
  }

  @Nested
  class WhenImagesAreWebP {
    private final byte[] webp = "RIFF\4\0\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1);

    @Test
    void oneIsLeftOutAndCalledThatWhateverItsName() {
      for (String name : List.of("cat/9.webp", "cat/9.jpg", "cat/9")) {
        Map<String, byte[]> files = pets("", "cat", "dog");
        files.put(name, webp);

        DataSet data = zip(StandardCharsets.UTF_8, files).load();

        assertThat(data.training().size() + data.heldOut().size()).isEqualTo(8);
        assertThat(data.skipped().count()).isOne();
        assertThat(data.skipped().reasons().get(0))
            .startsWith(name + ": ")
            .contains("found a WebP file: convert");
      }
    }

    @Test
    void moreThanATenthAreRefusedAndCalledThat() {
      Map<String, byte[]> files = pets("", "cat", "dog");
      files.put("cat/8.webp", webp);
      files.put("cat/9.webp", webp);

      assertThatThrownBy(() -> zip(StandardCharsets.UTF_8, files).load())
          .isInstanceOf(DataSetException.class)
          .hasMessageContainingAll(
              "2 of 10 images are of formats that are not read, more than one in 10",
              "cat/8.webp: ",
              "found a WebP file: convert");
    }
  }

  private static Map<String, byte[]> pets(String top, String one, String other) {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      files.put(top + one + "/" + i + ".png", ImageFiles.png(i));
      files.put(top + other + "/" + i + ".png", ImageFiles.png(10 + i));
    }
    return files;
  }

  private DataSource zip(Charset names, Map<String, byte[]> files) {
    Path zip = temp.resolve("pets.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file, names)) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
    return DataSource.of(zip);
  }
}
