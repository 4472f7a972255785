package dev.sightline.app.deadletters;

import dev.sightline.evaluation.confusion.Printable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A dead letter for people: a line with time, place, reason, size and id, and one with what was
 * found. What strangers wrote can't move the cursor of a terminal, and is cut. Pure functions.
 */
final class LetterText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final String FORMAT = "%-19s  %-14s  %-16s  %10s  %s";
  private static final int MAX_ID = 100;
  private static final int MAX_MESSAGE = 300;

  private LetterText() {}

  /** What stands above all of them. */
  static String header() {
    return FORMAT.formatted("image of (UTC)", "was at", "reason", "bytes", "image");
  }

  /**
   * A line, and as many of at most {@value Paragraph#COLUMNS} columns as the message takes.
   *
   * @param replayed whether it has been replayed since
   */
  static String of(Letter letter, boolean replayed) {
    return FORMAT.formatted(
            time(letter),
            letter.origin().map(Object::toString).map(LetterText::shown).orElse("(not said)"),
            shown(letter.reason().orElse("(not said)")),
            Size.of(letter.bytes()),
            cut(letter.id().orElse("(no key)"), MAX_ID))
        + "\n"
        + String.join(
            "\n",
            Paragraph.of(
                cut(letter.message().orElse("(not said)"), MAX_MESSAGE) + state(letter, replayed)));
  }

  private static String time(Letter letter) {
    Instant time = Instant.ofEpochMilli(letter.timestampMs());
    return letter.timestampMs() < 0 ? "(none)" : TIME.format(time);
  }

  private static String state(Letter letter, boolean replayed) {
    if (replayed) {
      return " [replayed]";
    }
    return letter.replays() == 0
        ? ""
        : " [came back from a replay"
            + (letter.replays() == 1 ? "]" : ", " + letter.replays() + " in all]");
  }

  private static String cut(String text, int most) {
    String shown = shown(text);
    return shown.length() <= most ? shown : shown.substring(0, most) + "…";
  }

  /** Without what controls a terminal. */
  static String shown(String text) {
    return Printable.of(text);
  }
}
