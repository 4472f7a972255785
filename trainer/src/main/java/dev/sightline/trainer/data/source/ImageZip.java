package dev.sightline.trainer.data.source;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Split;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip of PNG, JPEG, BMP or GIF files: {@code train/<class>/*} and {@code test/<class>/*}, at the
 * top or in one single folder there. Entries are read where they lie, stored or deflated; nothing
 * is unpacked to disk.
 *
 * <p>The data set's sha256 is that of the zip file.
 */
public record ImageZip(Path file) implements DataSource {

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
      String top = topFolder(names);
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
    String top = topFolder(names);
    return new ImageTreeReader(file, tree(names, top), content(zip, top));
  }

  private static List<String> names(ZipFile zip) {
    return zip.stream().map(ZipEntry::getName).toList();
  }

  private ImageTree tree(List<String> names, String top) {
    return ImageTree.of(
        file,
        names.stream()
            .filter(name -> name.startsWith(top))
            .map(name -> name.substring(top.length()))
            .toList());
  }

  private static ImageTreeReader.Content content(ZipFile zip, String top) {
    return path -> read(zip, zip.getEntry(top + path));
  }

  /** The single folder that everything is in, with its slash; or nothing. */
  private static String topFolder(List<String> names) {
    Set<String> tops =
        names.stream()
            .filter(name -> !name.startsWith("__MACOSX/") && !name.startsWith("."))
            .map(name -> name.substring(0, name.indexOf('/') + 1))
            .collect(Collectors.toSet());
    String only = tops.size() == 1 ? tops.iterator().next() : "";
    return only.equals(ImageTree.TRAINING) || only.equals(ImageTree.HELD_OUT) ? "" : only;
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
