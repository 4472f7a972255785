package dev.sightline.models.labels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What two sets of class names do not have in common. Their order is no difference: each model has
 * its own.
 *
 * @param missing expected and not found, in the order in which they were expected
 * @param unknown found and not expected, in the order in which they were found
 */
public record ClassDifference(List<String> missing, List<String> unknown) {
  private static final int NAMED = 5;

  /** Compares; empty when the names are the same. */
  public static Optional<ClassDifference> of(
      Collection<String> expected, Collection<String> found) {
    Set<String> missing = new LinkedHashSet<>(expected);
    missing.removeAll(new LinkedHashSet<>(found));
    Set<String> unknown = new LinkedHashSet<>(found);
    unknown.removeAll(new LinkedHashSet<>(expected));
    return missing.isEmpty() && unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(new ClassDifference(List.copyOf(missing), List.copyOf(unknown)));
  }

  /** Both, with at most five names each: {@code missing [cat, dog], unknown []}. */
  public String text() {
    return "missing %s, unknown %s".formatted(some(missing), some(unknown));
  }

  private static List<String> some(List<String> names) {
    List<String> some = new ArrayList<>(names.subList(0, Math.min(NAMED, names.size())));
    if (names.size() > NAMED) {
      some.add("%d more".formatted(names.size() - NAMED));
    }
    return some;
  }
}
