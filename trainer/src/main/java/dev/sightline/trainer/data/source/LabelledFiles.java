package dev.sightline.trainer.data.source;

import dev.sightline.evaluation.text.Counted;
import dev.sightline.images.ImageFormat;
import dev.sightline.trainer.data.DataSetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Numbered images beside a table of their classes: {@code train/1.png}, … and {@code
 * trainLabels.csv}, as Kaggle gives out CIFAR-10.
 *
 * @param table the one that names most of the images
 * @param files paths from the root of the tree by class, both sorted
 * @param leftOut images that the table doesn't name
 */
record LabelledFiles(LabelTable table, Map<String, List<String>> files, List<LeftOut> leftOut) {

  /**
   * The images that a table at the root names: those directly in {@code train/}, at the root, or in
   * the single folder there.
   *
   * @param where the folder or zip, for messages
   * @param paths from the root of the tree; folders end in a slash
   * @return nothing where no table names one of them
   * @throws DataSetException when the table names images that are not there
   */
  static Optional<LabelledFiles> of(
      Object where, Collection<String> paths, ImageTreeReader.Content content) {
    List<String> tables =
        paths.stream()
            .filter(path -> !path.contains("/") && path.toLowerCase(Locale.ROOT).endsWith(".csv"))
            .sorted()
            .toList();
    Map<String, String> pathByName = tables.isEmpty() ? Map.of() : images(paths);
    LabelTable best = null;
    long most = 0;
    for (String path : tables) {
      LabelTable table = read(where, path, content);
      long named = table.classByName().keySet().stream().filter(pathByName::containsKey).count();
      if (named > most) {
        best = table;
        most = named;
      }
    }
    return Optional.ofNullable(best).map(table -> of(where, table, pathByName));
  }

  private static LabelTable read(Object where, String path, ImageTreeReader.Content content) {
    try {
      return LabelTable.of(path, content.read(path));
    } catch (IOException failed) {
      throw new DataSetException(where + ": " + path + " cannot be read: " + failed, failed);
    }
  }

  /** By name, and by name without the ending. */
  private static Map<String, String> images(Collection<String> paths) {
    Map<String, String> images = new TreeMap<>();
    for (String top : List.of(ImageTree.TRAINING, "", singleFolder(paths))) {
      paths.stream()
          .filter(path -> path.startsWith(top) && path.indexOf('/', top.length()) < 0)
          .filter(ImageFormat::namesAnImage)
          .forEach(
              path -> {
                images.put(path.substring(top.length()), path);
                images.put(path.substring(top.length(), path.lastIndexOf('.')), path);
              });
      if (!images.isEmpty()) {
        break;
      }
    }
    return images;
  }

  private static String singleFolder(Collection<String> paths) {
    List<String> folders =
        paths.stream()
            .filter(path -> path.contains("/"))
            .map(path -> path.substring(0, path.indexOf('/') + 1))
            .distinct()
            .toList();
    return folders.size() == 1 ? folders.get(0) : "";
  }

  private static LabelledFiles of(Object where, LabelTable table, Map<String, String> pathByName) {
    List<String> missing =
        table.classByName().keySet().stream()
            .filter(name -> !pathByName.containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new DataSetException(
          "%s: %s names %s that %s not there, the first: %s"
              .formatted(
                  where,
                  table.path(),
                  Counted.of(missing.size(), "image"),
                  missing.size() == 1 ? "is" : "are",
                  missing.get(0)));
    }
    Map<String, String> classByPath = new TreeMap<>();
    table.classByName().forEach((name, label) -> classByPath.put(pathByName.get(name), label));
    Map<String, List<String>> files = new TreeMap<>();
    classByPath.forEach(
        (path, label) -> files.computeIfAbsent(label, name -> new ArrayList<>()).add(path));
    List<LeftOut> leftOut =
        pathByName.values().stream()
            .distinct()
            .filter(path -> !classByPath.containsKey(path))
            .map(path -> LeftOut.misplaced(path, "not named in " + table.path()))
            .toList();
    return new LabelledFiles(table, files, leftOut);
  }
}
