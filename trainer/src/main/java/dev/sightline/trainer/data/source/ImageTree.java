package dev.sightline.trainer.data.source;

import dev.sightline.models.labels.ClassName;
import dev.sightline.models.labels.Labels;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.Split;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The layouts that folders and zips share. It knows paths alone and reads nothing.
 *
 * <ul>
 *   <li>{@code train/<class>/<file>} and {@code test/<class>/<file>}, the same classes in both;
 *   <li>{@code <class>/<file>}, or {@code train/<class>/<file>} alone: a share of each class is
 *       held out;
 *   <li>{@code train/<number>} and a table of labels: likewise.
 * </ul>
 *
 * <p>{@code train} and {@code test} may have capitals. Paths with a part that starts with a dot or
 * is {@code __MACOSX} are passed over, as is all that lies outside {@code train/} and {@code test/}
 * where both are there; what looks like a further split, such as {@code val/}, is told as left out.
 *
 * @param classes names in alphabetical order
 * @param training files to train on, class by class, sorted by path
 * @param heldOut files to evaluate on, class by class, sorted by path
 * @param leftOut files among those of the classes that are no pictures by their names, stand in no
 *     class folder, or deeper than one
 * @param holdout what the held-out files were drawn by, where they are not those of {@code test/}
 * @param table the file that names the classes, where that is not done by folders
 */
record ImageTree(
    List<String> classes,
    List<File> training,
    List<File> heldOut,
    List<LeftOut> leftOut,
    Optional<Holdout> holdout,
    Optional<String> table) {
  static final String TRAINING = "train/";
  static final String HELD_OUT = "test/";

  /** What others call the split that is evaluated on. */
  private static final List<String> OTHER_NAMES =
      List.of("val/", "valid/", "validation/", "testing/", "eval/", "test/");

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
   * @param holdout draws the held-out files where there is no {@code test/<class>/} folder
   * @throws DataSetException with all that is wrong with the layout, and what was found
   */
  static ImageTree of(Object where, Collection<String> paths, Holdout holdout) {
    SortedSet<String> visible = new TreeSet<>(visible(paths));
    try {
      if (ClassFolders.isSplit(visible, HELD_OUT)) {
        return ofSplits(visible);
      }
      boolean below = ClassFolders.isSplit(visible, TRAINING);
      return drawn(visible, below ? TRAINING : "", holdout);
    } catch (DataSetException fault) {
      throw new DataSetException(where + ": " + fault.getMessage(), fault);
    }
  }

  /** Of images whose classes a table names. */
  static ImageTree of(Object where, LabelledFiles labelled, Holdout holdout) {
    List<String> faults = new ArrayList<>();
    labelled
        .files()
        .keySet()
        .forEach(
            name ->
                ClassName.fault(name)
                    .ifPresent(fault -> faults.add("class '" + name + "': the name " + fault)));
    if (!faults.isEmpty()) {
      throw new DataSetException(
          where + ": " + labelled.table().path() + ": " + String.join("; ", faults));
    }
    try {
      return drawn(
          labelled.files(), labelled.leftOut(), Optional.of(labelled.table().path()), holdout);
    } catch (DataSetException fault) {
      throw new DataSetException(where + ": " + fault.getMessage(), fault);
    }
  }

  private static ImageTree ofSplits(SortedSet<String> paths) {
    ClassFolders training = ClassFolders.below(TRAINING, paths);
    ClassFolders heldOut = ClassFolders.below(HELD_OUT, paths);
    List<String> faults = new ArrayList<>();
    addFaults(faults, training, heldOut);
    addFaults(faults, heldOut, training);
    requireNone(faults, paths);
    List<LeftOut> leftOut = new ArrayList<>(training.leftOut());
    leftOut.addAll(heldOut.leftOut());
    leftOut.addAll(ofOtherSplits(paths));
    return new ImageTree(
        classes(training.files()),
        files(training.files()),
        files(heldOut.files()),
        leftOut,
        Optional.empty(),
        Optional.empty());
  }

  /** Images to validate on are drawn from those to train on, as the recipe says. */
  private static List<LeftOut> ofOtherSplits(SortedSet<String> paths) {
    return paths.stream()
        .filter(path -> !path.endsWith("/"))
        .filter(path -> !path.startsWith(HELD_OUT) && isOfOtherSplit(path))
        .map(path -> new LeftOut(path, "neither in train/ nor in test/", LeftOut.Loss.NONE))
        .toList();
  }

  private static boolean isOfOtherSplit(String path) {
    String top = path.substring(0, path.indexOf('/') + 1);
    return OTHER_NAMES.contains(top.toLowerCase(Locale.ROOT));
  }

  private static ImageTree drawn(SortedSet<String> paths, String top, Holdout holdout) {
    ClassFolders all = ClassFolders.below(top, paths);
    List<String> faults = new ArrayList<>(splitFaults(paths, all));
    if (faults.isEmpty()) {
      all.addFaults(faults);
    }
    requireNone(faults, paths);
    return drawn(all.files(), all.leftOut(), Optional.empty(), holdout);
  }

  private static ImageTree drawn(
      Map<String, List<String>> byClass,
      List<LeftOut> leftOut,
      Optional<String> table,
      Holdout holdout) {
    Map<String, List<String>> training = new TreeMap<>();
    Map<String, List<String>> heldOut = new TreeMap<>();
    byClass.forEach(
        (name, files) -> {
          Set<String> drawn = holdout.draw(name, files.stream().map(ImageTree::fileName).toList());
          Predicate<String> isDrawn = file -> drawn.contains(fileName(file));
          heldOut.put(name, files.stream().filter(isDrawn).toList());
          training.put(name, files.stream().filter(isDrawn.negate()).toList());
        });
    return new ImageTree(
        classes(byClass), files(training), files(heldOut), leftOut, Optional.of(holdout), table);
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** What looks like a split and is none would be taken for a class, or be passed over. */
  private static List<String> splitFaults(SortedSet<String> paths, ClassFolders folders) {
    if (paths.contains(Cifar10Archive.PICKLED)) {
      return List.of(Cifar10Archive.FOR_PYTHON);
    }
    if (folders.files().isEmpty()) {
      return List.of(
          "expected <class>/ folders of images, or train/<class>/ and test/<class>/"
              + folders.deeper("").map(path -> ", and not as deep as " + path).orElse(""));
    }
    if (folders.top().isEmpty() && folders.has("train") && folders.has("test")) {
      return List.of(
          "train/ and test/ have no <class>/ folders, and no .csv file beside them names the class"
              + " of each image");
    }
    return paths.stream()
        .filter(path -> isOfOtherSplit(path) && !folders.top().isEmpty())
        .map(path -> path.substring(0, path.indexOf('/') + 1))
        .distinct()
        .filter(name -> ClassFolders.isSplit(paths, name))
        .map(name -> "no test/<class>/ folder, but " + name + ": rename it to test/")
        .toList();
  }

  private static void requireNone(List<String> faults, SortedSet<String> paths) {
    if (!faults.isEmpty()) {
      throw new DataSetException(String.join("; ", faults) + "; found " + Found.in(paths));
    }
  }

  private static void addFaults(List<String> faults, ClassFolders folders, ClassFolders others) {
    if (folders.files().isEmpty()) {
      faults.add("no " + folders.top() + "<class>/ folder");
      return;
    }
    folders.addFaults(faults);
    folders
        .files()
        .forEach(
            (name, files) -> {
              if (!files.isEmpty() && !others.files().isEmpty() && !others.has(name)) {
                faults.add(
                    "class %s is in %s and not in %s".formatted(name, folders.top(), others.top()));
              }
            });
  }

  private static List<String> classes(Map<String, List<String>> byClass) {
    List<String> classes = List.copyOf(byClass.keySet());
    if (classes.size() > Labels.MAX_CLASSES) {
      throw new DataSetException(
          "expected at most %d classes, found %d".formatted(Labels.MAX_CLASSES, classes.size()));
    }
    return classes;
  }

  /** The files of a split, class by class, sorted by path. */
  List<File> files(Split split) {
    return split == Split.TRAIN ? training : heldOut;
  }

  /** The files that are left out of a split; of both, where one was drawn from the other. */
  List<LeftOut> leftOut(Split split) {
    return holdout.isPresent()
        ? leftOut
        : leftOut.stream().filter(file -> file.path().startsWith(split + "/")).toList();
  }

  /** The name of the class of a file. */
  String className(File file) {
    return classes.get(file.label());
  }

  /** Those of which no part is hidden. */
  static List<String> visible(Collection<String> paths) {
    return paths.stream().filter(ImageTree::isVisible).toList();
  }

  private static boolean isVisible(String path) {
    return !path.startsWith(".") && !path.contains("/.") && !path.startsWith("__MACOSX/");
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
