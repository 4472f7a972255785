package dev.sightline.app.deadletters;

import dev.sightline.evaluation.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is said of a replay when it is over, for people.
 *
 * @param rehearsed whether nothing was written
 */
record ReplayText(LetterReplay replay, boolean rehearsed) {

  /** How many were replayed, and for each cause how many stay. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add((rehearsed ? "Would replay " : "Replayed ") + letters(replay.written()) + ".");
    if (replay.beyond() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d more %s for --limit: the same command goes on with them.",
              replay.beyond(),
              replay.beyond() == 1 ? "stays" : "stay"));
    }
    replay
        .stays()
        .forEach(
            (why, count) -> lines.add(String.format(Locale.ROOT, "%,d stay: %s.", count, why)));
    return lines;
  }

  /** How far one came that was interrupted, or failed. */
  String broken() {
    if (rehearsed) {
      return "Broken off; nothing was replayed.";
    }
    return "Broken off: replayed %s%s; the same command goes on with the rest."
        .formatted(
            letters(replay.written()),
            replay.inDoubt() == 0
                ? ""
                : String.format(Locale.ROOT, ", and %,d more or none of these", replay.inDoubt()));
  }

  private static String letters(long count) {
    return Counted.of(count, "dead letter");
  }
}
