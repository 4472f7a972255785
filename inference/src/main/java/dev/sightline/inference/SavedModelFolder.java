package dev.sightline.inference;

import dev.sightline.models.ModelRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A path that is to be a SavedModel folder. TensorFlow says of any other one that there is no
 * graph; here is said what there is instead, and what to do.
 *
 * @param path as the user named it
 * @param name what the model is called in messages
 */
record SavedModelFolder(Path path, String name) {
  private static final List<String> GRAPHS = List.of("saved_model.pb", "saved_model.pbtxt");
  private static final List<String> OF_KERAS = List.of(".keras", ".h5", ".hdf5");

  /**
   * Does nothing where there is a graph.
   *
   * @throws ModelRejectedException with what is there instead, and the remedy
   */
  void require() {
    if (!hasGraph(path)) {
      throw new ModelRejectedException(name + " can't be loaded: " + found());
    }
  }

  private static boolean hasGraph(Path folder) {
    return GRAPHS.stream().anyMatch(graph -> Files.isRegularFile(folder.resolve(graph)));
  }

  private String found() {
    if (!Files.exists(path)) {
      return "there is no such folder";
    }
    if (!Files.isDirectory(path)) {
      return isOfKeras(path) ? exported(path) : "it is a file, expected a folder" + itsFolder();
    }
    List<Path> within = within();
    List<Path> graphs = within.stream().filter(SavedModelFolder::hasGraph).toList();
    Optional<Path> keras = within.stream().filter(SavedModelFolder::isOfKeras).findFirst();
    if (!graphs.isEmpty()) {
      return "there is no saved_model.pb in it, but in %s: give that folder"
          .formatted(graphs.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }
    return "there is no saved_model.pb in it"
        + keras.map(file -> ", but " + exported(file)).orElse("");
  }

  private String itsFolder() {
    Path folder = path.toAbsolutePath().getParent();
    return hasGraph(folder) ? ", which is " + folder : " that a SavedModel was exported to";
  }

  private List<Path> within() {
    try (Stream<Path> paths = Files.list(path)) {
      return paths.sorted(Comparator.naturalOrder()).toList();
    } catch (IOException unreadable) {
      throw new ModelRejectedException(name + " can't be loaded: " + unreadable, unreadable);
    }
  }

  private static boolean isOfKeras(Path file) {
    String lower = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && OF_KERAS.stream().anyMatch(lower::endsWith);
  }

  private static String exported(Path file) {
    return "%s is a file of Keras: in Python, keras.models.load_model('%s').export('FOLDER') makes a SavedModel of it"
        .formatted(file, file);
  }
}
