package dev.sightline.trainer.data.source;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Split;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip of PNG, JPEG, BMP or GIF files, laid out as an {@link ImageFolder}. Entries are read where
 * they lie; nothing is unpacked to disk.
 *
 * <p>The data set's sha256 is that of the zip file.
 *
 * @param drawnBy what draws the held-out files where there is no {@code test/<class>/}
 */
public record ImageZip(Path file, Holdout drawnBy) implements DataSource {

  @Override
  public DataSet load(ImageSize size, ResizeMethod method) {
    try (ZipFile zip = open()) {
      return reader(zip).read(name(), size, method, this::sha256);
    } catch (IOException failed) {
      throw unreadable(failed);
    }
  }

  @Override
  public ImageSplit split(Split split) {
    try (ZipFile zip = open()) {
      List<String> names = names(zip);
      String top = TopFolder.of(names);
      return new TreeSplit(
          file, name(), tree(names, top), split, () -> openContent(top), this::sha256);
    } catch (IOException failed) {
      throw unreadable(failed);
    }
  }

  private OpenContent openContent(String top) {
    ZipFile zip = open();
    return new OpenContent(content(zip, top), zip);
  }

  private String sha256() {
    return Digest.sha256().add(file).hex();
  }

  @Override
  public Optional<Holdout> holdout() {
    return split(Split.TEST).holdout();
  }

  @Override
  public ImageSize nativeSize() {
    try (ZipFile zip = open()) {
      return reader(zip).nativeSize();
    } catch (IOException failed) {
      throw unreadable(failed);
    }
  }

  @Override
  public Stream<EncodedExample> heldOutFiles() {
    ZipFile zip = open();
    try {
      return reader(zip).heldOutFiles().onClose(() -> close(zip));
    } catch (RuntimeException failed) {
      close(zip);
      throw failed;
    }
  }

  private ZipFile open() {
    try {
      return new ZipFile(file.toFile());
    } catch (IOException failed) {
      throw unreadable(failed);
    }
  }

  private DataSetException unreadable(IOException failed) {
    return new DataSetException(file + ": not a whole zip file: " + failed.getMessage(), failed);
  }

  private static void close(ZipFile zip) {
    try {
      zip.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String name() {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private ImageTreeReader reader(ZipFile zip) {
    List<String> names = names(zip);
    String top = TopFolder.of(names);
    return new ImageTreeReader(file, tree(names, top), content(zip, top));
  }

  private static List<String> names(ZipFile zip) {
    return zip.stream().map(ZipEntry::getName).toList();
  }

  private ImageTree tree(List<String> names, String top) {
    return ImageTree.of(file, TopFolder.below(names, top), drawnBy);
  }

  private static ImageTreeReader.Content content(ZipFile zip, String top) {
    return path -> read(zip, zip.getEntry(top + path));
  }

  private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
    byte[] content;
    try (InputStream in = zip.getInputStream(entry)) {
      content = ImageTreeReader.Content.all(in);
    } catch (ZipException | EOFException damaged) {
      throw new UnusableFileException("damaged: " + damaged.getMessage());
    }
    CRC32 crc = new CRC32(); // which ZipFile leaves to its callers
    crc.update(content);
    if (crc.getValue() != entry.getCrc()) {
      throw new UnusableFileException("damaged: its bytes do not match their checksum in the zip");
    }
    return content;
  }
}
