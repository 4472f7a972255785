package dev.sightline.models.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.publish.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelArchiveTest {
  private static final byte[] CONTENT = "x".getBytes(StandardCharsets.UTF_8);
  private static final String SAVED_MODEL = ModelArchive.SAVED_MODEL;

  @TempDir Path temp;
  private Path archive;
  private Path parent;
  private Path target;

  @BeforeEach
  void setUp() throws IOException {
    archive = temp.resolve("model.zip");
    parent = Files.createDirectory(temp.resolve("models"));
    target = parent.resolve("model");
  }

  @Nested
  class WhenAFolderIsPacked {
    @Test
    void itUnpacksToTheSameFiles() throws IOException {
      Path folder = Samples.savedModel(temp, 3_000_000);

      new ModelArchive().pack(folder, archive);
      new ModelArchive().unpack(archive, target);

      for (String file : new String[] {SAVED_MODEL, "variables/variables.data-00000-of-00001"}) {
        assertThat(target.resolve(file)).hasSameBinaryContentAs(folder.resolve(file));
      }
      assertThat(files(target)).hasSize(3);
    }

    /** Or nobody else could publish what was exported. */
    @Test
    void theFolderMayBeReadByWhomTheProcessLetsReadWhatItMakes() throws IOException {
      new ModelArchive().pack(Samples.savedModel(temp, 1000), archive);
      new ModelArchive().unpack(archive, target);

      assertThat(Files.getPosixFilePermissions(target))
          .isEqualTo(Files.getPosixFilePermissions(parent));
      assertThat(parent.toFile().list()).containsExactly("model");
    }

    @Test
    void theSameContentGivesTheSameBytesWhateverItsDates() throws IOException {
      Path folder = Samples.savedModel(temp, 1000);
      new ModelArchive().pack(folder, archive);
      Files.setLastModifiedTime(folder.resolve(SAVED_MODEL), FileTime.fromMillis(1));
      Path again = temp.resolve("again.zip");

      new ModelArchive().pack(folder, again);

      assertThat(again).hasSameBinaryContentAs(archive);
    }

    @Test
    void aFolderWithoutSavedModelIsRejected() throws IOException {
      Path folder = Files.createDirectory(temp.resolve("empty"));

      assertThatThrownBy(() -> new ModelArchive().pack(folder, archive))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("found no saved_model.pb");
    }

    @Test
    void aLinkInItIsRejected() throws IOException {
      Path folder = Samples.savedModel(temp, 10);
      Files.createSymbolicLink(folder.resolve("link"), folder.resolve(SAVED_MODEL));

      assertThatThrownBy(() -> new ModelArchive().pack(folder, archive))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("found a link");
    }

    @Test
    void theLimitsHoldToo() throws IOException {
      Path folder = Samples.savedModel(temp, 10_000);

      assertThatThrownBy(
              () -> new ModelArchive(new ArchiveLimits(100, 10_000, 100)).pack(folder, archive))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("at most 10000 unpacked bytes");
      assertThat(archive).doesNotExist();
    }
  }

  @Nested
  class WhenItIsCutIntoParts {
    @Test
    void thePartsAreFullButForTheLastAndMakeTheWhole() throws IOException {
      byte[] bytes = Samples.random(2 * ArchiveParts.PART_BYTES + 1);
      Files.write(archive, bytes);

      ArchiveParts parts = ArchiveParts.of(archive);

      assertThat(parts.archive()).isEqualTo(Sha256.of(bytes));
      assertThat(parts.parts())
          .extracting(part -> part.getSizeBytes())
          .containsExactly(524_288L, 524_288L, 1L);
      assertThat(parts.parts().get(0))
          .isEqualTo(Sha256.of(Arrays.copyOf(bytes, ArchiveParts.PART_BYTES)));
    }

    @Test
    void noEmptyPartFollowsAFullOne() throws IOException {
      Files.write(archive, Samples.random(ArchiveParts.PART_BYTES));

      assertThat(ArchiveParts.of(archive).parts()).hasSize(1);
    }

    @Test
    void theChecksumIsTheWellKnownOne() {
      assertThat(Sha256.of("abc".getBytes(StandardCharsets.US_ASCII)).getSha256())
          .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
  }

  @Nested
  class WhenAnArchiveIsAnAttack {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "../outside",
          "variables/../../outside",
          "/etc/outside",
          "..",
          "variables\\..\\..\\outside",
          "C:outside",
          "a//b",
          "./a",
          "a\u0000b",
          "/"
        })
    void aNameThatLeavesTheFolderIsRejected(String name) throws IOException {
      zip(SAVED_MODEL, name);

      rejects(new ModelArchive(), "expected a relative path inside the folder");
    }

    @Test
    void aNameThatComesTwiceIsRejected() throws IOException {
      zip(SAVED_MODEL, "variables/a", "variables/b");
      // ZipOutputStream refuses duplicates: make one by renaming in the bytes.
      byte[] bytes = Files.readAllBytes(archive);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      Files.writeString(
          archive, text.replace("variables/b", "variables/a"), StandardCharsets.ISO_8859_1);

      rejects(new ModelArchive(), "'variables/a': expected each name once");
    }

    @Test
    void aFileThatIsAFolderForAnotherIsRejected() throws IOException {
      zip(SAVED_MODEL, "link", "link/outside");

      rejects(new ModelArchive(), "link/outside");
    }

    @Test
    void aFileThatIsAFolderForAFolderIsRejected() throws IOException {
      zip(SAVED_MODEL, "link", "link/deep/outside");

      rejects(new ModelArchive(), "'link/deep/outside': expected a folder, found the file link");
    }

    @Test
    void aNameThatNoFileSystemTakesIsRejected() throws IOException {
      zip(SAVED_MODEL, "a/" + "é".repeat(128));
      rejects(new ModelArchive(), "1024 bytes and 255 a segment, found 258 and 256");

      zip(SAVED_MODEL, "a/".repeat(600) + "b");
      rejects(new ModelArchive(), "1024 bytes and 255 a segment, found 1201 and 1");
    }

    @Test
    void aFolderWithContentIsRejected() throws IOException {
      zip(SAVED_MODEL, "variables/");

      rejects(new ModelArchive(), "expected a folder, found one with content");
    }

    @Test
    void aBombIsStoppedByItsRatioBeforeItIsUnpacked() throws IOException {
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
        zip.putNextEntry(new ZipEntry(SAVED_MODEL));
        zip.write(new byte[20_000_000]);
      }

      rejects(new ModelArchive(), "at most 200 times as many unpacked");
    }

    @Test
    void tooManyEntriesAreRejected() throws IOException {
      zip(SAVED_MODEL, "a", "b");

      rejects(new ModelArchive(new ArchiveLimits(2, 1000, 100)), "at most 2 entries");
    }

    @Test
    void tooManyBytesAreRejected() throws IOException {
      zip(SAVED_MODEL, "a", "b");

      rejects(new ModelArchive(new ArchiveLimits(9, 2, 100)), "at most 2 unpacked bytes");
    }
  }

  @Nested
  class WhenAnArchiveIsDamaged {
    @Test
    void oneWithoutSavedModelAtItsRootIsRejected() throws IOException {
      zip("inner/" + SAVED_MODEL);

      rejects(new ModelArchive(), "with saved_model.pb at its root");
    }

    @Test
    void whatIsNoZipIsRejected() throws IOException {
      Files.write(archive, Samples.random(100));

      rejects(new ModelArchive(), "saved_model.pb");
    }

    @Test
    void oneThatIsCutOffIsRejected() throws IOException {
      new ModelArchive().pack(Samples.savedModel(temp, 100_000), archive);
      Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 50_000));

      rejects(new ModelArchive(), "EOFException");
    }

    @Test
    void aFlippedBitIsRejected() throws IOException {
      new ModelArchive().pack(Samples.savedModel(temp, 100_000), archive);
      byte[] bytes = Files.readAllBytes(archive);
      bytes[50_000] ^= 1;
      Files.write(archive, bytes);

      rejects(new ModelArchive(), "ZipException");
    }

    @Test
    void aFolderThatExistsIsLeftAlone() throws IOException {
      zip(SAVED_MODEL);
      Files.createDirectory(target);
      Files.write(target.resolve("mine"), CONTENT);

      assertThatThrownBy(() -> new ModelArchive().unpack(archive, target))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("exists already");
      assertThat(target.resolve("mine")).hasBinaryContent(CONTENT);
    }
  }

  @Nested
  class WhenTheDiskFails {
    @Test
    void theArchiveIsNotBlamed() throws IOException {
      zip(SAVED_MODEL);
      Path inAFile = Files.write(temp.resolve("file"), CONTENT).resolve("model");

      assertThatThrownBy(() -> new ModelArchive().unpack(archive, inAFile))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("can't be unpacked to " + inAFile);
    }

    @Test
    void neitherIsOneThatIsNotThere() {
      assertThatThrownBy(() -> new ModelArchive().unpack(temp.resolve("gone.zip"), target))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("gone.zip");
      assertThat(parent).isEmptyDirectory();
    }
  }

  private void rejects(ModelArchive archives, String message) throws IOException {
    assertThatThrownBy(() -> archives.unpack(archive, target))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining(archive.toString())
        .hasMessageContaining(message);
    assertThat(files(parent)).isEmpty();
    assertThat(parent).isEmptyDirectory();
    assertThat(temp.resolve("outside")).doesNotExist();
  }

  /** Writes an archive with one-byte entries of these names. */
  private void zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(CONTENT);
        zip.closeEntry();
      }
    }
    Files.write(archive, bytes.toByteArray());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }
}
