package dev.sightline.trainer.data.source;

import java.util.List;
import java.util.SortedSet;
import java.util.function.Predicate;

/** What is at the top of a tree of files, for a message that says why it is not understood. */
final class Found {
  private static final int NAMED = 5;

  private Found() {}

  /**
   * @param paths from the root of the tree; folders end in a slash, and may be left out
   */
  static String in(SortedSet<String> paths) {
    List<String> tops =
        paths.stream()
            .map(
                path ->
                    path.substring(
                        0, path.indexOf('/') < 0 ? path.length() : path.indexOf('/') + 1))
            .distinct()
            .toList();
    Predicate<String> folder = name -> name.endsWith("/");
    List<String> folders = tops.stream().filter(folder).toList();
    List<String> files = tops.stream().filter(folder.negate()).toList();
    if (tops.isEmpty()) {
      return "nothing";
    }
    return folders.isEmpty()
        ? text(files, "file") + " and no folder"
        : text(folders, "folder") + (files.isEmpty() ? "" : " and " + text(files, "file"));
  }

  private static String text(List<String> names, String kind) {
    return "%,d %s%s (%s%s)"
        .formatted(
            names.size(),
            kind,
            names.size() == 1 ? "" : "s",
            String.join(", ", names.subList(0, Math.min(NAMED, names.size()))),
            names.size() > NAMED ? ", …" : "");
  }
}
