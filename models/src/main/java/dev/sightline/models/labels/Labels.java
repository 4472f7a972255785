package dev.sightline.models.labels;

import dev.sightline.models.ModelRejectedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Class names in index order, each fit to be one and no two alike.
 *
 * @param names 1 to {@value #MAX_CLASSES}
 */
public record Labels(List<String> names) {
  /**
   * The most classes of a model. At 10,000, names of 25 characters, shares, the golden images'
   * probabilities and the largest cells of the confusion matrix fit the manifest's one record of 1
   * MiB; and every prediction carries a probability for each.
   */
  public static final int MAX_CLASSES = 10_000;

  private static final int SHOWN = 5;

  /**
   * @throws ModelRejectedException naming each fault by the label's index from 0
   */
  public Labels {
    names = List.copyOf(names);
    require("labels", names, index -> "label " + index);
  }

  /**
   * Checks names.
   *
   * @param what they are, for messages
   * @param place of the name with an index, for messages: {@code label 0}
   * @throws ModelRejectedException with what is wrong, the first faults in full
   */
  static void require(String what, List<String> names, IntFunction<String> place) {
    List<String> faults = faults(names, place);
    if (faults.isEmpty()) {
      return;
    }
    String more = faults.size() > SHOWN ? "; and %d more".formatted(faults.size() - SHOWN) : "";
    throw new ModelRejectedException(
        what + ": " + String.join("; ", faults.stream().limit(SHOWN).toList()) + more);
  }

  private static List<String> faults(List<String> names, IntFunction<String> place) {
    List<String> faults = new ArrayList<>();
    if (names.isEmpty() || names.size() > MAX_CLASSES) {
      faults.add("expected 1 to %d classes, found %d".formatted(MAX_CLASSES, names.size()));
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String here = place.apply(i);
      ClassName.fault(name).ifPresent(fault -> faults.add(here + " " + fault));
      Integer first = seen.putIfAbsent(name, i);
      if (first != null) {
        faults.add("%s and %s both name the class %s".formatted(place.apply(first), here, name));
      }
    }
    return faults;
  }
}
