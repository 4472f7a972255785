package dev.sightline.app.classify;

import dev.sightline.images.ImageFormat;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * The pictures that the user means: a file is itself whatever its name, a folder all files below it
 * whose names end as those of pictures do, in the order of their paths. What starts with a dot is
 * passed over.
 *
 * @param files in order
 * @param faults folders that can't be listed or have no pictures
 */
public record PictureSearch(List<Path> files, List<Outcome.Unreadable> faults) {
  /** Looks below the folders among what the user named. */
  public static PictureSearch of(List<Path> named) {
    PictureSearch search = new PictureSearch(new ArrayList<>(), new ArrayList<>());
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        search.addFolder(path);
      } else {
        search.files.add(path);
      }
    }
    return search;
  }

  private void addFolder(Path folder) {
    Walk walk = new Walk(folder);
    int faultsBefore = faults.size();
    try {
      Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
    } catch (IOException e) {
      walk.fault(folder, e);
    }
    if (walk.found.isEmpty() && faults.size() == faultsBefore) {
      faults.add(
          new Outcome.Unreadable(
              folder, "no " + ImageFormat.fileFormats() + " file is in this folder"));
    }
    walk.found.sort(Comparator.naturalOrder());
    files.addAll(walk.found);
  }

  /** Goes on when a folder can't be listed. */
  private final class Walk extends SimpleFileVisitor<Path> {
    private final Path start;
    private final List<Path> found = new ArrayList<>();

    Walk(Path start) {
      this.start = start;
    }

    void fault(Path where, IOException why) {
      faults.add(new Outcome.Unreadable(where, PictureFile.reason(why)));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.equals(start) || isVisible(folder)
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (isVisible(file) && ImageFormat.namesAnImage(file.getFileName().toString())) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path where, IOException why) {
      fault(where, why);
      return FileVisitResult.CONTINUE;
    }

    private static boolean isVisible(Path path) {
      return !path.getFileName().toString().startsWith(".");
    }
  }
}
