package dev.sightline.models.archive;

import dev.sightline.models.ModelRejectedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * One unpacking of one archive. Entries are only ever written as new regular files and folders:
 * what a zip says of links and permissions is not read, and nothing is written twice.
 */
final class Unpacking {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path archive;
  private final UnpackedSize size;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  Unpacking(Path archive, ArchiveLimits limits) {
    this.archive = archive;
    this.size = new UnpackedSize(limits);
  }

  /**
   * Unpacks beside the folder, then renames: nobody sees half a model, and the folder may be read
   * by whom the process lets read what it makes. What is beside is closed to others.
   */
  Path into(Path folder) {
    Path target = folder.toAbsolutePath();
    if (Files.exists(target)) {
      throw rejected("folder " + folder + " exists already", null);
    }
    Path aside = null;
    try {
      aside = Files.createTempDirectory(target.getParent(), ".unpacking-");
      Path whole = Files.createDirectory(aside.resolve("model"));
      unpackInto(whole);
      Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(aside);
      return folder;
    } catch (ModelRejectedException fault) {
      throw discarding(aside, rejected(fault.getMessage(), fault));
    } catch (ZipException | EOFException | RuntimeException damaged) {
      throw discarding(aside, rejected(damaged.toString(), damaged));
    } catch (IOException disk) {
      throw discarding(
          aside,
          new UncheckedIOException(
              "archive " + archive + " can't be unpacked to " + folder + ": " + disk, disk));
    }
  }

  private static RuntimeException discarding(Path aside, RuntimeException failure) {
    Discard.tree(aside, failure);
    return failure;
  }

  private void unpackInto(Path folder) throws IOException {
    long archiveBytes = Files.size(archive);
    try (InputStream file = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        size.addEntry();
        EntryName name = new EntryName(entry.getName());
        if (name.isFolder()) {
          makeFolder(zip, name, folder);
        } else {
          write(zip, name, folder, archiveBytes);
        }
      }
    }
    if (!Files.isRegularFile(folder.resolve(ModelArchive.SAVED_MODEL))) {
      throw new ModelRejectedException(
          "expected a zip with " + ModelArchive.SAVED_MODEL + " at its root, found none");
    }
  }

  private void makeFolder(ZipInputStream zip, EntryName name, Path folder) throws IOException {
    if (zip.read(buffer) > 0) {
      throw new ModelRejectedException(
          "archive entry '" + name.name() + "': expected a folder, found one with content");
    }
    make(name, name.in(folder), folder);
  }

  /** Makes a folder and those above it, none of which may be a file of the archive's. */
  private static void make(EntryName name, Path wanted, Path folder) throws IOException {
    for (Path above = wanted; !above.equals(folder); above = above.getParent()) {
      if (Files.isRegularFile(above)) {
        throw new ModelRejectedException(
            "archive entry '"
                + name.name()
                + "': expected a folder, found the file "
                + folder.relativize(above));
      }
    }
    Files.createDirectories(wanted);
  }

  private void write(ZipInputStream zip, EntryName name, Path folder, long archiveBytes)
      throws IOException {
    Path file = name.in(folder);
    try {
      make(name, file.getParent(), folder);
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
        for (int count; (count = zip.read(buffer)) >= 0; ) {
          size.addBytes(count);
          size.checkRatio(archiveBytes);
          out.write(buffer, 0, count);
        }
      }
    } catch (FileAlreadyExistsException twice) {
      throw new ModelRejectedException(
          "archive entry '" + name.name() + "': expected each name once, found it again", twice);
    }
  }

  private ModelRejectedException rejected(String reason, Throwable cause) {
    return new ModelRejectedException("archive " + archive + " not unpacked: " + reason, cause);
  }
}
