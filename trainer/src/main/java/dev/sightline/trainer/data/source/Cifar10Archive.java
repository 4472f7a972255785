package dev.sightline.trainer.data.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.labels.Labels;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Skipped;
import dev.sightline.trainer.data.Split;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The original {@code cifar-10-binary.tar.gz} of CIFAR-10 (Krizhevsky, 2009): five training batches
 * and a test batch of records of one label byte and 3,072 bytes of pixels (32×32, all red, all
 * green, all blue), and {@code batches.meta.txt} with the names of the classes, one a line.
 *
 * <p>The data set's sha256 is that of the archive.
 */
public record Cifar10Archive(Path file) implements DataSource {
  private static final String NAME = "cifar-10";
  private static final ImageSize SIZE = ImageSize.CIFAR;
  private static final int RECORD_BYTES = 1 + SIZE.bytes();

  /** Twice what the batches of the original have: what is more than that is something else. */
  private static final long MOST_BYTES = 2L * 10_000 * RECORD_BYTES;

  /** A member of CIFAR-10's and CIFAR-100's archives for Python. */
  static final String PICKLED = "data_batch_1";

  static final String FOR_PYTHON =
      "these are CIFAR-10's batches for Python, which are not read: take the binary version from"
          + " the same page, cifar-10-binary.tar.gz, or leave out --data to have it downloaded";

  private static final String META = "batches.meta.txt";
  private static final String TEST = "test_batch.bin";
  private static final List<String> TRAINING =
      Stream.of(1, 2, 3, 4, 5).map(i -> "data_batch_" + i + ".bin").toList();
  private static final List<String> MEMBERS =
      Stream.concat(TRAINING.stream(), Stream.of(TEST, META)).toList();

  @Override
  public DataSet load(ImageSize size, ResizeMethod method) {
    Map<String, byte[]> members = members(MEMBERS);
    List<String> classes = classes(members.get(META));
    Examples training = examples(members, TRAINING, classes.size());
    Examples heldOut = examples(members, List.of(TEST), classes.size());
    return new DataSet(
            NAME, sha256(), classes, training, Examples.none(SIZE), heldOut, Skipped.NONE)
        .resized(size, method);
  }

  @Override
  public ImageSplit split(Split split) {
    List<String> classes = classes(members(List.of(META)).get(META));
    List<String> batches = split == Split.TEST ? List.of(TEST) : TRAINING;
    return new ExamplesSplit(
        NAME, classes, this::sha256, () -> examples(members(batches), batches, classes.size()));
  }

  private String sha256() {
    return Digest.sha256().add(file).hex();
  }

  @Override
  public ImageSize nativeSize() {
    return SIZE;
  }

  /** PNG files of the test batch. */
  @Override
  public Stream<EncodedExample> heldOutFiles() {
    Map<String, byte[]> members = members(List.of(TEST, META));
    List<String> classes = classes(members.get(META));
    return HeldOutFiles.of(examples(members, List.of(TEST), classes.size()), classes);
  }

  /**
   * Some files, by name without folder. All must be there, whichever are wanted: half an archive is
   * none.
   */
  private Map<String, byte[]> members(List<String> wanted) {
    Set<String> found = new HashSet<>();
    boolean forPython = false;
    Map<String, byte[]> members = new TreeMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        InputStream unzipped = new GZIPInputStream(in, 1 << 16);
        TarArchiveInputStream tar = new TarArchiveInputStream(unzipped)) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        forPython |= name.equals(PICKLED);
        if (MEMBERS.contains(name)) {
          requireSize(entry);
          found.add(name);
          if (wanted.contains(name)) {
            members.put(name, tar.readAllBytes());
          }
        }
      }
      unzipped.transferTo(OutputStream.nullOutputStream()); // the checksum comes last
    } catch (IOException damaged) {
      throw new DataSetException(
          file + ": not a whole tar.gz archive: " + damaged.getMessage(), damaged);
    }
    List<String> missing = MEMBERS.stream().filter(name -> !found.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new DataSetException(
          forPython
              ? file + ": " + FOR_PYTHON
              : file
                  + ": not CIFAR-10's binary archive: no "
                  + String.join(", ", missing)
                  + " in it");
    }
    return members;
  }

  private void requireSize(TarArchiveEntry entry) {
    if (entry.getSize() > MOST_BYTES) {
      throw new DataSetException(
          "%s: %s has %d bytes, expected no more than %d"
              .formatted(file, entry.getName(), entry.getSize(), MOST_BYTES));
    }
  }

  private List<String> classes(byte[] meta) {
    List<String> names =
        new String(meta, US_ASCII).lines().map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (names.isEmpty()) {
      throw new DataSetException(file + ": " + META + " names no class");
    }
    try {
      return new Labels(names).names();
    } catch (ModelRejectedException unfit) {
      throw new DataSetException(file + ": " + META + ": " + unfit.getMessage(), unfit);
    }
  }

  private Examples examples(Map<String, byte[]> members, List<String> batches, int classes) {
    int images = 0;
    for (String batch : batches) {
      images += records(batch, members.get(batch));
    }
    byte[] pixels = SIZE.allocate(images);
    int[] labels = new int[images];
    int image = 0;
    for (String batch : batches) {
      byte[] records = members.get(batch);
      for (int at = 0; at < records.length; at += RECORD_BYTES, image++) {
        labels[image] = label(batch, records, at, classes);
        interleave(records, at + 1, pixels, image * SIZE.bytes());
      }
    }
    return new Examples(SIZE.height(), SIZE.width(), pixels, labels);
  }

  private int records(String batch, byte[] content) {
    if (content.length == 0 || content.length % RECORD_BYTES != 0) {
      throw new DataSetException(
          "%s: %s has %d bytes, which are not whole records of %d"
              .formatted(file, batch, content.length, RECORD_BYTES));
    }
    return content.length / RECORD_BYTES;
  }

  private int label(String batch, byte[] records, int at, int classes) {
    int label = records[at] & 0xff;
    if (label >= classes) {
      throw new DataSetException(
          "%s: record %d of %s has label %d, and %s names %d classes"
              .formatted(file, at / RECORD_BYTES, batch, label, META, classes));
    }
    return label;
  }

  /** From {@code [channel, row, column]} to {@code [row, column, channel]}. */
  private static void interleave(byte[] planes, int from, byte[] pixels, int to) {
    int plane = SIZE.height() * SIZE.width();
    for (int i = 0; i < plane; i++) {
      for (int channel = 0; channel < ImageSize.CHANNELS; channel++) {
        pixels[to + i * ImageSize.CHANNELS + channel] = planes[from + channel * plane + i];
      }
    }
  }
}
