package dev.sightline.trainer.data.source;

import dev.sightline.models.labels.ClassName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The class folders of a folder of a tree: {@code <class>/<file>}.
 *
 * @param top the folder that they are in, with its slash; empty for the root
 * @param files paths from the root of the tree by class, both sorted; pictures as far as names tell
 * @param leftOut the other files
 */
record ClassFolders(String top, Map<String, List<String>> files, List<LeftOut> leftOut) {

  /**
   * @param paths from the root of the tree, sorted; folders end in a slash
   */
  static ClassFolders below(String top, SortedSet<String> paths) {
    Map<String, List<String>> files = new TreeMap<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (String path : paths) {
      if (!path.startsWith(top) || path.equals(top)) {
        continue;
      }
      String[] parts = path.substring(top.length()).split("/");
      boolean folder = path.endsWith("/");
      if (parts.length == 1 && folder) {
        files.computeIfAbsent(parts[0], name -> new ArrayList<>());
      } else if (parts.length == 2 && !folder) {
        List<String> ofClass = files.computeIfAbsent(parts[0], name -> new ArrayList<>());
        if (LeftOut.isNoPicture(path)) {
          leftOut.add(LeftOut.noPicture(path));
        } else {
          ofClass.add(path);
        }
      } else if (!folder) {
        leftOut.add(LeftOut.misplaced(path, "not directly in a class folder"));
      }
    }
    return new ClassFolders(top, files, leftOut);
  }

  /** Whether a folder has folders in it: one named train that has none may be a class. */
  static boolean isSplit(Collection<String> paths, String top) {
    return paths.stream()
        .anyMatch(path -> path.startsWith(top) && path.indexOf('/', top.length()) > 0);
  }

  boolean has(String name) {
    return files.containsKey(name);
  }

  /** Adds what is wrong with single classes. */
  void addFaults(List<String> faults) {
    files.forEach(
        (name, ofClass) -> {
          ClassName.fault(name).ifPresent(fault -> faults.add(top + name + "/: the name " + fault));
          if (ofClass.isEmpty()) {
            faults.add(
                top
                    + name
                    + "/ has no images"
                    + deeper(name + "/")
                        .map(path -> " but deeper ones, such as " + path + ": move them up")
                        .orElse(": delete it, or put some in"));
          }
        });
  }

  /**
   * A picture that lies deeper than in a class folder, if there is one.
   *
   * @param below the folder that it is in, from the top
   */
  Optional<String> deeper(String below) {
    return leftOut.stream()
        .filter(file -> file.loss() == LeftOut.Loss.PICTURE)
        .map(LeftOut::path)
        .filter(path -> path.startsWith(top + below))
        .filter(path -> path.substring(top.length()).chars().filter(c -> c == '/').count() > 1)
        .findFirst();
  }
}
