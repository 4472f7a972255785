package dev.sightline.trainer.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much the files of a folder are, together. */
final class FolderSize {
  private FolderSize() {}

  /**
   * @throws UncheckedIOException when they can't be listed
   */
  static long bytes(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("can't list " + folder + ": " + e, e);
    }
  }
}
