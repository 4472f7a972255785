package dev.sightline.trainer.data.source;

import dev.sightline.images.ImageFormat;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The folder of a tree that the data set begins in. */
final class TopFolder {
  private TopFolder() {}

  /**
   * Goes down where there is a single folder, which is no split, has no images itself and has
   * folders in it; files beside it, such as a README, don't matter.
   *
   * @param paths folders end in a slash, and may be left out
   * @return a path with a slash at its end, or nothing
   */
  static String of(Collection<String> paths) {
    String top = "";
    for (List<String> below = ImageTree.visible(paths); ; below = below(below, single(below))) {
      String single = single(below);
      if (single.isEmpty()) {
        return top;
      }
      top += single;
    }
  }

  /** The paths below a folder, from there on. */
  static List<String> below(Collection<String> paths, String top) {
    return paths.stream()
        .filter(path -> path.startsWith(top) && !path.equals(top))
        .map(path -> path.substring(top.length()))
        .toList();
  }

  private static String single(List<String> paths) {
    Set<String> folders =
        paths.stream()
            .filter(path -> path.contains("/"))
            .map(path -> path.substring(0, path.indexOf('/') + 1))
            .collect(Collectors.toSet());
    String only = folders.size() == 1 ? folders.iterator().next() : "";
    boolean split = SplitFolders.isSplit(only);
    List<String> below = below(paths, only);
    boolean hasFolders = below.stream().anyMatch(path -> path.contains("/"));
    boolean hasImages =
        below.stream().anyMatch(path -> !path.contains("/") && ImageFormat.namesAnImage(path));
    return split || !hasFolders || hasImages ? "" : only;
  }
}
