package dev.sightline.topology.settings;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells keys that mean a setting of ours and are none: misspelt ones, and those that lack their
 * prefix. They would have no effect, and nobody would notice.
 */
final class UnknownSettings {
  private static final String PREFIX = WorkerConfig.PREFIX;
  private static final int SLIPS_IN_PREFIX = 2;

  private final Set<String> known;

  /**
   * @param known every key of ours
   */
  UnknownSettings(Set<String> known) {
    this.known = known;
  }

  /** What is wrong with a key; empty when it is a setting of ours or was never meant to be. */
  Optional<String> fault(String key) {
    if (known.contains(key)) {
      return Optional.empty();
    }
    if (known.contains(PREFIX + key)) {
      return Optional.of("%s: has no effect; did you mean %s%s?".formatted(key, PREFIX, key));
    }
    return isMeantForUs(key)
        ? Optional.of("%s: there is no such setting%s".formatted(key, proposal(key)))
        : Optional.empty();
  }

  private static boolean isMeantForUs(String key) {
    int dot = key.indexOf('.') + 1;
    return distance(key.substring(0, dot), PREFIX) <= SLIPS_IN_PREFIX;
  }

  /** The nearest setting, unless even that is another thing altogether. */
  private String proposal(String key) {
    return known.stream()
        .min(
            Comparator.comparingInt((String each) -> distance(key, each))
                .thenComparing(each -> each))
        .filter(nearest -> distance(key, nearest) <= (nearest.length() - PREFIX.length()) / 2)
        .map("; did you mean %s?"::formatted)
        .orElse("");
  }

  /** Levenshtein's distance, whatever the case: letters to insert, remove or replace. */
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
