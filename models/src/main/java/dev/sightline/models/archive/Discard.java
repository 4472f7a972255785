package dev.sightline.models.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes what a failure left on disk; a removal that fails is told with that failure. */
public final class Discard {
  private Discard() {}

  /** Deletes a file or a folder with all in it, if it is there. */
  public static void tree(Path root, Throwable because) {
    if (root == null || !Files.exists(root)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(root)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException left) {
      because.addSuppressed(left);
    }
  }
}
