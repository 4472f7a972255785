package dev.sightline.topology.monitoring.windows;

import dev.sightline.models.labels.Labels;
import dev.sightline.topology.monitoring.windows.Counts.Cell;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes of a window: the manifest's in its order, then whatever else was seen, sorted, then
 * those that are shared. Immutable.
 *
 * <p>Names come from anywhere. So of the classes that the manifest does not list, the {@value
 * #MAX_UNLISTED} most predicted keep their names, and the others share {@value #OTHER_PREDICTED}. A
 * stranger is a class that stands in labels only: the model neither lists nor predicted it. More
 * than {@value #MAX_STRANGERS} of them share {@value #OTHER}. What is right stays right: an actual
 * class without a name of its own shares that of the predicted classes where it was predicted, and
 * {@value #OTHER} where another one was.
 *
 * <p>All names must fit one record, twice, with scores. So the manifest's keep theirs as long as
 * there are no more than {@value #MAX_LISTED}, with {@value #LISTED_BYTES} bytes of names; those
 * behind share too.
 */
final class WindowClasses {
  static final String OTHER = "(other)";
  static final String OTHER_PREDICTED = "(other predicted)";
  static final int MAX_STRANGERS = 20;
  static final int MAX_UNLISTED = 200;

  /** As many as a model can have that is published. */
  static final int MAX_LISTED = Labels.MAX_CLASSES;

  static final int LISTED_BYTES = 270_000;
  static final int UNLISTED_BYTES = 30_000;
  private static final int LENGTH_BYTES = 2;

  private final Map<String, Integer> indexByName = new LinkedHashMap<>();

  private WindowClasses() {}

  static WindowClasses of(ListedClasses listed, Counts counts) {
    Map<String, Long> unlisted = predicted(counts);
    Set<String> strangers = new TreeSet<>();
    counts.cells().keySet().forEach(cell -> strangers.add(cell.actual()));
    strangers.removeAll(unlisted.keySet());
    strangers.removeAll(listed.names());
    strangers.removeAll(Set.of(OTHER, OTHER_PREDICTED));
    unlisted.keySet().removeAll(listed.names());

    WindowClasses classes = new WindowClasses();
    classes.add(fitting(listed.inOrder().stream().limit(MAX_LISTED).toList(), LISTED_BYTES));
    TreeSet<String> others = new TreeSet<>(fitting(mostPredicted(unlisted), UNLISTED_BYTES));
    int room = UNLISTED_BYTES - others.stream().mapToInt(WindowClasses::bytes).sum();
    if (strangers.size() <= MAX_STRANGERS
        && strangers.stream().mapToInt(WindowClasses::bytes).sum() <= room) {
      others.addAll(strangers);
    }
    classes.add(others);
    classes.addShared(counts);
    return classes;
  }

  /** How often each class was predicted; those of older counts, which lack that, by their cells. */
  private static Map<String, Long> predicted(Counts counts) {
    Map<String, Long> labelled = new HashMap<>();
    counts.cells().forEach((cell, count) -> labelled.merge(cell.predicted(), count, Long::sum));
    Map<String, Long> predicted = new HashMap<>(counts.classes());
    labelled.forEach((name, count) -> predicted.merge(name, count, Math::max));
    return predicted;
  }

  private static List<String> mostPredicted(Map<String, Long> unlisted) {
    Comparator<Map.Entry<String, Long>> mostFirst =
        Map.Entry.<String, Long>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry.comparingByKey());
    return unlisted.entrySet().stream()
        .filter(each -> !each.getKey().equals(OTHER_PREDICTED))
        .sorted(mostFirst)
        .limit(MAX_UNLISTED)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The names of a list up to the first that has no room. */
  private static List<String> fitting(List<String> names, int maxBytes) {
    int bytes = 0;
    for (int i = 0; i < names.size(); i++) {
      bytes += bytes(names.get(i));
      if (bytes > maxBytes) {
        return names.subList(0, i);
      }
    }
    return names;
  }

  private static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length + LENGTH_BYTES;
  }

  private void add(Iterable<String> names) {
    names.forEach(name -> indexByName.putIfAbsent(name, indexByName.size()));
  }

  /** Adds the names that are shared, if somebody shares them. */
  private void addShared(Counts counts) {
    Set<String> used = new HashSet<>();
    counts.classes().keySet().forEach(name -> used.add(predicted(name)));
    for (Cell cell : counts.cells().keySet()) {
      used.add(predicted(cell.predicted()));
      used.add(actual(cell));
    }
    boolean predictedShare = used.contains(OTHER_PREDICTED);
    add(predictedShare || used.contains(OTHER) ? List.of(OTHER) : List.of());
    add(predictedShare ? List.of(OTHER_PREDICTED) : List.of());
  }

  /** The names in order: a read-only view. */
  List<String> names() {
    return List.copyOf(indexByName.keySet());
  }

  /** The place of a name, from 0 on. */
  int indexOf(String name) {
    return indexByName.get(name);
  }

  /** Whether a name stands among those of this window. */
  boolean has(String name) {
    return indexByName.containsKey(name);
  }

  /** The name under which a predicted class stands. */
  String predicted(String name) {
    return has(name) ? name : OTHER_PREDICTED;
  }

  /** The name under which the actual class of a cell stands. */
  String actual(Cell cell) {
    if (has(cell.actual())) {
      return cell.actual();
    }
    return cell.actual().equals(cell.predicted()) ? OTHER_PREDICTED : OTHER;
  }
}
