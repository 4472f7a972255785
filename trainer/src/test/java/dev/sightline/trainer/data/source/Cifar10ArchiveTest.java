package dev.sightline.trainer.data.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.images.Resizer;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10ArchiveTest {
  private static final String FOLDER = "cifar-10-batches-bin/";

  @TempDir Path temp;
  private final Map<String, byte[]> members = new LinkedHashMap<>();

  /** Two records a training batch, labelled 0 and 1; three test records labelled 1, 0, 1. */
  @BeforeEach
  void fill() {
    members.put("batches.meta.txt", "airplane\nautomobile\n\n".getBytes(US_ASCII));
    for (int i = 5; i >= 1; i--) { // as in the original, not in order
      members.put("data_batch_" + i + ".bin", records(new int[] {0, 1}, i * 10));
    }
    members.put("readme.html", "<html>".getBytes(US_ASCII));
    members.put("test_batch.bin", records(new int[] {1, 0, 1}, 100));
  }

  @Nested
  class WhenTheArchiveIsWhole {

    @Test
    void recordsBecomeExamplesInTheOrderOfTheBatches() throws Exception {
      Path file = write();
      DataSource source = DataSource.of(file);
      assertThat(source).isInstanceOf(Cifar10Archive.class);
      DataSet data = source.load();

      assertThat(data.classes()).containsExactly("airplane", "automobile");
      assertThat(data.sha256()).isEqualTo(Digest.sha256().add(Files.readAllBytes(file)).hex());
      assertThat(data.training().labels()).containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
      assertThat(data.heldOut().labels()).containsExactly(1, 0, 1);
      assertThat(data.training().image(0)[0]).isEqualTo((byte) 10);
      assertThat(data.training().image(9)[0]).isEqualTo((byte) 51);
    }

    @Test
    void planesOfRedGreenAndBlueBecomePixels() throws Exception {
      byte[] record = new byte[3073];
      Arrays.fill(record, 1, 1025, (byte) 1);
      Arrays.fill(record, 1025, 2049, (byte) 2);
      Arrays.fill(record, 2049, 3073, (byte) 3);
      record[1 + 33] = 101; // red of row 1, column 1
      members.put("test_batch.bin", record);

      byte[] image = new Cifar10Archive(write()).load().heldOut().image(0);
      assertThat(Arrays.copyOf(image, 6)).containsExactly(1, 2, 3, 1, 2, 3);
      assertThat(Arrays.copyOfRange(image, (32 + 1) * 3, (32 + 2) * 3)).containsExactly(101, 2, 3);
    }

    @Test
    void theHeldOutFilesAreThePixelsAsPngClassByClass() throws Exception {
      Cifar10Archive source = new Cifar10Archive(write());
      Examples heldOut = source.load().heldOut();
      try (Stream<EncodedExample> files = source.heldOutFiles()) {
        List<EncodedExample> found = files.toList();
        assertThat(found)
            .extracting(EncodedExample::name)
            .containsExactly(
                "test/airplane/0000.png", "test/automobile/0000.png", "test/automobile/0001.png");
        assertThat(found)
            .extracting(EncodedExample::label)
            .containsExactly("airplane", "automobile", "automobile");
        assertThat(ImageFiles.imageIoPixels(found.get(0).content())).isEqualTo(heldOut.image(1));
        assertThat(ImageFiles.imageIoPixels(found.get(1).content())).isEqualTo(heldOut.image(0));
        assertThat(ImageFiles.imageIoPixels(found.get(2).content())).isEqualTo(heldOut.image(2));
      }
    }

    @Test
    void anotherSizeIsResized() throws Exception {
      Cifar10Archive source = new Cifar10Archive(write());
      Examples small = source.load(new ImageSize(16, 8), ResizeMethod.AREA).training();

      byte[] expected = new byte[16 * 8 * 3];
      new Resizer(16, 8, ResizeMethod.AREA)
          .resize(source.load().training().image(9), 0, 32, 32, expected, 0);
      assertThat(small.imageSize()).isEqualTo(new ImageSize(16, 8));
      assertThat(small.image(9)).isEqualTo(expected);
      assertThat(source.load().resized()).isZero();
      assertThat(source.load(new ImageSize(16, 8), ResizeMethod.AREA).resized()).isEqualTo(13);
    }
  }

  @Nested
  class WhenItIsNot {

    @Test
    void anArchiveThatIsCutShortIsRefused() throws Exception {
      Path file = write();
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length / 2));
      assertRefused(file, "not a whole tar.gz archive");
    }

    @Test
    void missingBatchesAreNamed() throws Exception {
      members.remove("data_batch_3.bin");
      members.remove("batches.meta.txt");
      assertRefused(write(), "no data_batch_3.bin, batches.meta.txt in it");
    }

    @Test
    void aBatchOfBrokenRecordsIsRefused() throws Exception {
      members.put("test_batch.bin", new byte[3072]);
      assertRefused(write(), "test_batch.bin has 3072 bytes, which are not whole records of 3073");
    }

    @Test
    void aLabelBeyondTheNamesIsRefused() throws Exception {
      members.put("data_batch_2.bin", records(new int[] {1, 2}, 0));
      assertRefused(
          write(),
          "record 1 of data_batch_2.bin has label 2, and batches.meta.txt names 2 classes");
    }

    @Test
    void aMemberThatIsTooLongIsRefusedUnread() throws Exception {
      TarArchiveEntry bomb = new TarArchiveEntry(FOLDER + "data_batch_1.bin");
      bomb.setSize(1L << 32);
      byte[] header = new byte[512];
      bomb.writeEntryHeader(header);
      Path file = temp.resolve("cifar-10-binary.tar.gz");
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(header);
      }
      assertRefused(
          file, FOLDER + "data_batch_1.bin has 4294967296 bytes, expected no more than 61460000");
    }

    @Test
    void aChecksumThatDoesNotMatchIsFoundWhateverFollowsTheMembers() throws Exception {
      Path file = write();
      byte[] tar;
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        tar = in.readAllBytes();
      }
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(tar);
        out.write(new byte[1 << 20]);
      }
      assertThat(new Cifar10Archive(file).load().training().size()).isEqualTo(10);
      flip(file, (int) Files.size(file) - 8);
      assertRefused(file, "not a whole tar.gz archive: Corrupt GZIP trailer");
    }

    /** Nothing that happens to the bytes looks like a fault of the program. */
    @Test
    void whicheverByteIsWrongOrLastNoImageIsWrong() throws Exception {
      byte[] whole = Files.readAllBytes(write());
      Path file = temp.resolve("cifar-10-binary.tar.gz");
      DataSet expected = new Cifar10Archive(file).load();
      for (int at = 2; at < whole.length; at += 1 + whole.length / 100) {
        Files.write(file, Arrays.copyOf(whole, at));
        assertRefused(file, "not a whole tar.gz archive");
        Files.write(file, whole);
        flip(file, at);
        try {
          assertThat(new Cifar10Archive(file).load().training().pixels())
              .isEqualTo(expected.training().pixels());
        } catch (DataSetException refused) {
          assertThat(refused).hasMessageStartingWith(file + ": ");
        }
      }
    }

    @Test
    void theArchiveForPythonIsCalledByItsNameWithTheRemedy() throws IOException {
      members.clear();
      members.put("data_batch_1", new byte[5]);
      members.put("batches.meta", new byte[5]);
      Path file = write();
      assertRefused(file, "batches for Python");
      assertRefused(file, "cifar-10-binary.tar.gz");
    }

    private void flip(Path file, int at) throws IOException {
      byte[] content = Files.readAllBytes(file);
      content[at] ^= 8;
      Files.write(file, content);
    }

    private void assertRefused(Path file, String why) {
      assertThatThrownBy(() -> DataSource.of(file).load())
          .isInstanceOf(DataSetException.class)
          .hasMessageStartingWith(file + ": ")
          .hasMessageContaining(why);
    }
  }

  /** The k-th record starts with label k, then {@code first + k}, then bytes that differ. */
  private static byte[] records(int[] labels, int first) {
    byte[] records = new byte[labels.length * 3073];
    for (int k = 0; k < labels.length; k++) {
      for (int i = 0; i < 3072; i++) {
        records[k * 3073 + 1 + i] = (byte) (first + k + i * 31);
      }
      records[k * 3073] = (byte) labels[k];
    }
    return records;
  }

  private Path write() throws IOException {
    Path file = temp.resolve("cifar-10-binary.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(FOLDER + member.getKey());
        entry.setSize(member.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(member.getValue());
        tar.closeArchiveEntry();
      }
    }
    return file;
  }
}
