package dev.sightline.trainer.data.source;

import dev.sightline.models.labels.ClassName;
import dev.sightline.models.labels.Labels;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Split;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The layout that folders and zips share: {@code train/<class>/<file>} and {@code
 * test/<class>/<file>}, the same classes in both. It knows paths alone and reads nothing.
 *
 * <p>Paths with a part that starts with a dot or is {@code __MACOSX} are passed over, as is all
 * that lies outside {@code train/} and {@code test/}.
 *
 * @param classes names in alphabetical order
 * @param training files of {@code train/}, sorted by path
 * @param heldOut files of {@code test/}, sorted by path
 * @param misplaced files of {@code train/} and {@code test/} that stand in no class folder or
 *     deeper than one
 */
record ImageTree(
    List<String> classes, List<File> training, List<File> heldOut, List<String> misplaced) {
  static final String TRAINING = "train/";
  static final String HELD_OUT = "test/";

  /**
   * @param path from the root of the tree, parts separated by slashes
   * @param label index of its class
   */
  record File(String path, int label) {}

  /**
   * Sorts paths into splits and classes.
   *
   * @param where the folder or zip, for messages
   * @param paths from the root of the tree; folders end in a slash, and may be left out
   * @throws DataSetException with all that is wrong with the layout
   */
  static ImageTree of(Object where, Collection<String> paths) {
    SortedSet<String> sorted = new TreeSet<>(paths.stream().filter(ImageTree::isVisible).toList());
    List<String> misplaced = new ArrayList<>();
    Map<String, List<String>> training = byClass(sorted, TRAINING, misplaced);
    Map<String, List<String>> heldOut = byClass(sorted, HELD_OUT, misplaced);

    List<String> faults = new ArrayList<>();
    addFaults(faults, TRAINING, training, heldOut);
    addFaults(faults, HELD_OUT, heldOut, training);
    if (!faults.isEmpty()) {
      throw new DataSetException(where + ": " + String.join("; ", faults));
    }
    List<String> classes = List.copyOf(training.keySet());
    if (classes.size() > Labels.MAX_CLASSES) {
      throw new DataSetException(
          "%s: expected at most %d classes, found %d"
              .formatted(where, Labels.MAX_CLASSES, classes.size()));
    }
    return new ImageTree(classes, files(training), files(heldOut), misplaced);
  }

  /** The files of a split, sorted by path. */
  List<File> files(Split split) {
    return split == Split.TRAIN ? training : heldOut;
  }

  /** What is wrong with the misplaced files of a split, each with its path. */
  List<String> misplaced(Split split) {
    return misplaced.stream()
        .filter(path -> path.startsWith(split + "/"))
        .map(path -> path + ": not directly in a class folder")
        .toList();
  }

  /** The name of the class of a file. */
  String className(File file) {
    return classes.get(file.label());
  }

  private static boolean isVisible(String path) {
    return !path.startsWith(".") && !path.contains("/.") && !path.startsWith("__MACOSX/");
  }

  private static Map<String, List<String>> byClass(
      Collection<String> paths, String split, List<String> misplaced) {
    Map<String, List<String>> byClass = new TreeMap<>();
    paths.stream()
        .filter(path -> path.startsWith(split) && path.length() > split.length())
        .forEach(
            path -> {
              String[] parts = path.substring(split.length()).split("/");
              boolean folder = path.endsWith("/");
              if (parts.length == 1 && folder) {
                byClass.computeIfAbsent(parts[0], name -> new ArrayList<>());
              } else if (parts.length == 2 && !folder) {
                byClass.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(path);
              } else if (!folder) {
                misplaced.add(path);
              }
            });
    return byClass;
  }

  private static void addFaults(
      List<String> faults,
      String split,
      Map<String, List<String>> classes,
      Map<String, List<String>> others) {
    if (classes.isEmpty()) {
      faults.add("no " + split + "<class>/ folder");
      return;
    }
    Predicate<String> unknown = name -> !others.isEmpty() && !others.containsKey(name);
    String other = split.equals(TRAINING) ? HELD_OUT : TRAINING;
    classes.forEach(
        (name, files) -> {
          ClassName.fault(name)
              .ifPresent(fault -> faults.add(split + name + "/: the name " + fault));
          if (files.isEmpty()) {
            faults.add(split + name + "/ has no images");
          } else if (unknown.test(name)) {
            faults.add("class " + name + " is in " + split + " and not in " + other);
          }
        });
  }

  private static List<File> files(Map<String, List<String>> byClass) {
    List<File> files = new ArrayList<>();
    int label = 0;
    for (List<String> paths : byClass.values()) {
      for (String path : paths) {
        files.add(new File(path, label));
      }
      label++;
    }
    return files;
  }
}
