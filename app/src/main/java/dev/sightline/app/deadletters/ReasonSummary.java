package dev.sightline.app.deadletters;

import dev.sightline.topology.scoring.DeadLetterReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many dead letters there are of each reason, and what to do about them. For one thread.
 * Memory: {@value #MOST_REASONS} reasons.
 */
final class ReasonSummary {
  /** Others than workers may write any; more share a line. */
  static final int MOST_REASONS = 100;

  private static final String NOT_SAID = "(not said)";
  private static final String OTHER = "(other)";

  private final Map<String, Count> byReason = new TreeMap<>();

  private static final class Count {
    private long letters;
    private long replayed;
    private long bytes;
  }

  /** Counts one in. */
  void add(Letter letter, boolean replayed) {
    String reason = letter.reason().map(LetterText::shown).orElse(NOT_SAID);
    Count count =
        byReason.computeIfAbsent(
            byReason.containsKey(reason) || byReason.size() < MOST_REASONS ? reason : OTHER,
            any -> new Count());
    count.letters++;
    count.replayed += replayed ? 1 : 0;
    count.bytes += letter.bytes();
  }

  /** How many were counted. */
  long letters() {
    return byReason.values().stream().mapToLong(count -> count.letters).sum();
  }

  /** Some lines for each reason. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    byReason.forEach(
        (reason, count) -> {
          lines.add(
              "%-16s  %d, %s%s"
                  .formatted(
                      reason,
                      count.letters,
                      Size.of(count.bytes),
                      count.replayed == 0 ? "" : ", " + count.replayed + " of them replayed"));
          lines.addAll(remedy(reason));
        });
    return lines;
  }

  private static List<String> remedy(String reason) {
    return Arrays.stream(DeadLetterReason.values())
        .filter(known -> known.name().equals(reason))
        .map(Remedy::of)
        .map(remedy -> List.of(remedy.whatHappened(), remedy.whatToDo()))
        .findAny()
        .orElse(List.of(unknown(reason)))
        .stream()
        .flatMap(text -> Paragraph.of(text).stream())
        .toList();
  }

  private static String unknown(String reason) {
    return reason.equals(NOT_SAID)
        ? "No worker has written these: look for another program that writes here."
        : "This version does not know the reason: a newer worker may have written it.";
  }
}
