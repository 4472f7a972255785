package dev.sightline.topology.monitoring.windows;

import dev.sightline.topology.monitoring.windows.Counts.Cell;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes of a window: the manifest's in its order, then whatever else was seen, sorted, then
 * those that are shared. Immutable.
 *
 * <p>Names come from anywhere, and a matrix grows with the square of its classes. So of the classes
 * that the manifest does not list, the {@value #MAX_UNLISTED} most predicted keep their names, and
 * the others share {@value PredictedClasses#OTHER}. A stranger is a class that stands in labels
 * only: the model neither lists nor predicted it. More than {@value #MAX_STRANGERS} of them share
 * {@value #OTHER}. What is right stays right: an actual class without a name of its own shares that
 * of the predicted classes where it was predicted, and {@value #OTHER} where another one was.
 *
 * @param names in order
 */
record WindowClasses(Set<String> names) {
  static final String OTHER = "(other)";
  static final int MAX_STRANGERS = 20;
  static final int MAX_UNLISTED = 200;

  static WindowClasses of(List<String> manifest, Counts counts) {
    Map<String, Long> unlisted = predicted(counts);
    unlisted.keySet().removeAll(Set.copyOf(manifest));
    Set<String> others = new TreeSet<>(mostPredicted(unlisted));
    boolean somePredictedShare = others.size() < unlisted.size();

    Set<String> strangers = new TreeSet<>();
    counts.cells().keySet().forEach(cell -> strangers.add(cell.actual()));
    strangers.removeAll(Set.copyOf(manifest));
    strangers.removeAll(unlisted.keySet());
    boolean strangersShare = strangers.size() > MAX_STRANGERS;
    others.addAll(strangersShare ? Set.of() : strangers);

    Set<String> names = new LinkedHashSet<>(manifest);
    names.addAll(others);
    names.addAll(strangersShare || somePredictedShare ? Set.of(OTHER) : Set.of());
    names.addAll(somePredictedShare ? Set.of(PredictedClasses.OTHER) : Set.of());
    return new WindowClasses(Collections.unmodifiableSet(names));
  }

  /** How often each class was predicted; those of older counts, which lack that, by their cells. */
  private static Map<String, Long> predicted(Counts counts) {
    Map<String, Long> labelled = new HashMap<>();
    counts.cells().forEach((cell, count) -> labelled.merge(cell.predicted(), count, Long::sum));
    Map<String, Long> predicted = new HashMap<>(counts.classes().counts());
    labelled.forEach((name, count) -> predicted.merge(name, count, Math::max));
    return predicted;
  }

  private static List<String> mostPredicted(Map<String, Long> unlisted) {
    Comparator<Map.Entry<String, Long>> mostFirst =
        Map.Entry.<String, Long>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry.comparingByKey());
    return unlisted.entrySet().stream()
        .filter(each -> !each.getKey().equals(PredictedClasses.OTHER))
        .sorted(mostFirst)
        .limit(MAX_UNLISTED)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The name under which a predicted class stands. */
  String predicted(String name) {
    return names.contains(name) ? name : PredictedClasses.OTHER;
  }

  /** The name under which the actual class of a cell stands. */
  String actual(Cell cell) {
    if (names.contains(cell.actual())) {
      return cell.actual();
    }
    return cell.actual().equals(cell.predicted()) ? PredictedClasses.OTHER : OTHER;
  }
}
