package dev.sightline.app.natives;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The program that a container image is built with: it moves native libraries out of the jars of a
 * distribution into a folder where they are loaded from as they are. Without it each start would
 * unpack them, hundreds of megabytes, to places that must be writable and executable. What of them
 * is never loaded is left out.
 */
public final class NativeLayout {
  private final Platform platform;
  private final Path libraries;

  NativeLayout(Platform platform, Path libraries) {
    this.platform = platform;
    this.libraries = libraries;
  }

  /**
   * @param arguments the folder of the jars, and the folder for the libraries, which is created
   */
  public static void main(String[] arguments) throws IOException {
    try {
      Platform platform = Platform.of(System.getProperty("os.name"), System.getProperty("os.arch"));
      new NativeLayout(platform, Path.of(arguments[1])).layOut(Path.of(arguments[0]));
    } catch (IllegalStateException unfit) {
      System.err.println("native libraries can't be laid out: " + unfit.getMessage());
      System.exit(1);
    }
  }

  /**
   * Moves the platform's libraries out of the jars; those of other platforms go.
   *
   * @throws IllegalStateException when a jar has libraries for other platforms alone, or one that
   *     another jar has too
   * @throws IOException when a jar can't be read or written
   */
  void layOut(Path jars) throws IOException {
    Files.createDirectories(libraries);
    for (Path jar : jarsIn(jars)) {
      if (hasLibraries(jar)) {
        move(jar);
      }
    }
  }

  private static List<Path> jarsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static boolean hasLibraries(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(ZipEntry::getName).anyMatch(Platform::isLibrary);
    }
  }

  private void move(Path jar) throws IOException {
    requireForPlatform(jar);
    Path without = jar.resolveSibling(jar.getFileName() + ".without");
    try (ZipFile zip = new ZipFile(jar.toFile());
        ZipOutputStream rest = new ZipOutputStream(Files.newOutputStream(without))) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!Platform.isLibrary(entry.getName())) {
          copy(zip, entry, rest);
        } else if (platform.has(entry.getName())) {
          layOut(zip, entry);
        }
      }
    }
    Files.move(without, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A jar of another platform would leave the image without what it is there for. */
  private void requireForPlatform(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<String> paths =
          zip.stream().map(ZipEntry::getName).filter(Platform::isLibrary).sorted().toList();
      if (paths.stream().noneMatch(platform::has)) {
        throw new IllegalStateException(
            "%s has none for %s, only %s; pack the distribution on that platform"
                .formatted(jar.getFileName(), platform, paths));
      }
    }
  }

  private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
    ZipEntry copied = new ZipEntry(entry.getName());
    copied.setTime(entry.getTime());
    to.putNextEntry(copied);
    transfer(from, entry, to);
    to.closeEntry();
  }

  private void layOut(ZipFile jar, ZipEntry entry) throws IOException {
    Path library = libraries.resolve(nameOf(entry));
    try (OutputStream content = Files.newOutputStream(library, StandardOpenOption.CREATE_NEW)) {
      transfer(jar, entry, content);
    } catch (FileAlreadyExistsException twice) {
      throw new IllegalStateException(
          "%s of %s is there already, of another jar"
              .formatted(library.getFileName(), Path.of(jar.getName()).getFileName()),
          twice);
    }
    ElfLibrary.cut(library);
  }

  /** Without the version that zstd's has in it, so that options can name the file. */
  private static String nameOf(ZipEntry entry) {
    String file = Path.of(entry.getName()).getFileName().toString();
    return file.replaceFirst("-\\d+(\\.\\d+)+(-\\d+)?\\.so$", ".so");
  }

  private static void transfer(ZipFile from, ZipEntry entry, OutputStream to) throws IOException {
    try (InputStream content = from.getInputStream(entry)) {
      content.transferTo(to);
    }
  }
}
