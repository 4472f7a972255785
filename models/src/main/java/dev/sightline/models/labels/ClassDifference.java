package dev.sightline.models.labels;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** In words, at most five names of a kind: {@code missing: cat, dog; unknown: bird}. */
  public String text() {
    return Stream.of(some("missing", missing), some("unknown", unknown))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String some(String what, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    int more = names.size() - NAMED;
    return what + ": " + some + (more > 0 ? " and " + more + " more" : "");
  }
}
