package dev.sightline.app.deadletters;

import dev.sightline.app.console.NearestNames;
import dev.sightline.topology.scoring.DeadLetterReason;
import java.util.Arrays;
import java.util.Comparator;

/** What is said of a reason that somebody asks for and this version does not know. */
final class UnknownReason {
  private static final int MOST_SLIPS = 3;

  private UnknownReason() {}

  /** A line: a newer version may know it, and it may be a slip. */
  static String of(String reason) {
    return "%s is no reason that this version knows%s"
        .formatted(
            LetterText.shown(reason),
            Arrays.stream(DeadLetterReason.values())
                .map(DeadLetterReason::name)
                .min(Comparator.comparingInt(known -> NearestNames.distance(reason, known)))
                .filter(near -> NearestNames.distance(reason, near) <= MOST_SLIPS)
                .map(near -> "; did you mean " + near + "?")
                .orElse(""));
  }
}
