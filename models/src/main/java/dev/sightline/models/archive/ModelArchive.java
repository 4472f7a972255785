package dev.sightline.models.archive;

import dev.sightline.models.ModelRejectedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The SavedModel folder as one file: a zip of its files, sorted by name, dated 1980. The same
 * folder gives the same bytes on the same Java runtime (another one's zlib may compress
 * differently).
 *
 * <p>Both ways stream; both keep the limits, so that nothing is packed that can't be unpacked. Safe
 * for use by several threads.
 */
public final class ModelArchive {
  static final String SAVED_MODEL = "saved_model.pb";
  private static final LocalDateTime NO_DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ArchiveLimits limits;

  public ModelArchive() {
    this(ArchiveLimits.DEFAULT);
  }

  public ModelArchive(ArchiveLimits limits) {
    this.limits = limits;
  }

  /**
   * Packs a SavedModel folder.
   *
   * @param archive the file to write; an existing one is overwritten, and after a failure there is
   *     none
   * @throws ModelRejectedException when the folder is no SavedModel, holds anything but files and
   *     folders (a link, say), breaks a limit, or can't be read or written
   */
  public void pack(Path savedModel, Path archive) {
    try {
      Map<String, Path> files = files(savedModel.toRealPath());
      if (!files.containsKey(SAVED_MODEL)) {
        throw new ModelRejectedException(
            "folder " + savedModel + ": expected a SavedModel, found no " + SAVED_MODEL);
      }
      UnpackedSize size = new UnpackedSize(limits);
      try (OutputStream file = Files.newOutputStream(archive);
          ZipOutputStream zip = new ZipOutputStream(file)) {
        for (Map.Entry<String, Path> entry : files.entrySet()) {
          ZipEntry header = new ZipEntry(entry.getKey());
          header.setTimeLocal(NO_DATE);
          zip.putNextEntry(header);
          size.addEntry();
          size.addBytes(Files.copy(entry.getValue(), zip));
          zip.closeEntry();
        }
      }
      size.checkRatio(Files.size(archive));
    } catch (IOException fault) {
      ModelRejectedException rejection =
          new ModelRejectedException("folder " + savedModel + " can't be packed: " + fault, fault);
      Discard.tree(archive, rejection);
      throw rejection;
    } catch (ModelRejectedException rejection) {
      Discard.tree(archive, rejection);
      throw rejection;
    }
  }

  /**
   * Unpacks an archive into a folder that is made for it. The folder appears when all is in it;
   * after a failure nothing is left behind.
   *
   * @param folder must not exist; its parent must
   * @return the folder
   * @throws ModelRejectedException when an entry would leave the folder or comes twice, a limit is
   *     broken, the zip is damaged, or there is no {@code saved_model.pb}
   * @throws java.io.UncheckedIOException when the disk fails, which is no fault of the archive
   */
  public Path unpack(Path archive, Path folder) {
    return new Unpacking(archive, limits).into(folder);
  }

  /** The folder's files by entry name, in the order of the archive. */
  private static Map<String, Path> files(Path folder) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          String name = folder.relativize(path).toString();
          files.put(
              new EntryName(name.replace(path.getFileSystem().getSeparator(), "/")).name(), path);
        } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          throw new ModelRejectedException(
              path + ": expected files and folders in a SavedModel, found a link or device");
        }
      }
    }
    return files;
  }
}
