package dev.sightline.trainer.report.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the files of a report so that none is ever seen half-written: into a folder beside the one
 * they are for, then moved. A folder that is new appears with all of its files at once; in one that
 * is there already each file replaces its namesake, and others stay. For one report at a time into
 * a folder.
 */
final class ReportFolder {
  private ReportFolder() {}

  /**
   * @param files contents by name
   * @return the files in the folder
   * @throws UncheckedIOException naming the folder; what was there before stays
   */
  static List<Path> write(Path folder, Map<String, byte[]> files) {
    Path target = folder.toAbsolutePath();
    Path unfinished = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      delete(unfinished); // which a run that was killed may have left
      Files.createDirectories(unfinished);
      try {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          Files.write(unfinished.resolve(file.getKey()), file.getValue());
        }
        move(unfinished, target, files.keySet());
      } finally {
        delete(unfinished);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("can't write the report " + folder + ": " + failed, failed);
    }
    return files.keySet().stream().map(folder::resolve).toList();
  }

  private static void move(Path unfinished, Path target, Set<String> names) throws IOException {
    if (!Files.exists(target)) {
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    for (String name : names) {
      Files.move(
          unfinished.resolve(name),
          target.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> found = Files.walk(folder)) {
      paths = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
