package dev.sightline.trainer.data.source;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the folders of the splits are written at the top of a tree: {@code Train/} and {@code TEST/}
 * are {@code train/} and {@code test/} as well, where these are not there, too.
 *
 * @param written by the name in lower case, of those that are written otherwise
 */
record SplitFolders(Map<String, String> written) {

  /**
   * @param paths from the root of the tree
   */
  static SplitFolders of(Collection<String> paths) {
    Map<String, String> written = new TreeMap<>();
    for (String path : paths) {
      String top = path.substring(0, path.indexOf('/') + 1);
      if (isSplit(top)) {
        String lower = top.toLowerCase(Locale.ROOT);
        written.merge(lower, top, (one, other) -> one.equals(lower) ? one : other);
      }
    }
    written.entrySet().removeIf(split -> split.getKey().equals(split.getValue()));
    return new SplitFolders(written);
  }

  /** Whether a folder, with a slash behind its name, is that of a split, however it is written. */
  static boolean isSplit(String folder) {
    return folder.equalsIgnoreCase(ImageTree.TRAINING)
        || folder.equalsIgnoreCase(ImageTree.HELD_OUT);
  }

  /** A path of the tree, its split in lower case. */
  String inLowerCase(String path) {
    String top = path.substring(0, path.indexOf('/') + 1);
    String lower = top.toLowerCase(Locale.ROOT);
    return top.equals(written.get(lower)) ? lower + path.substring(top.length()) : path;
  }

  /** The same path as it is written. */
  String asWritten(String path) {
    String top = path.substring(0, path.indexOf('/') + 1);
    return written.getOrDefault(top, top) + path.substring(top.length());
  }
}
