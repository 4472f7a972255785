package dev.sightline.models.labels;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the name of a class may be. */
public final class ClassName {
  /** Names are repeated in every count. What reads labels from topics has the same limit. */
  public static final int MAX_CHARS = 256;

  /** What the metrics call classes that share a place in their windows. */
  private static final Set<String> RESERVED = Set.of("(other)", "(other predicted)");

  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int REPLACEMENT = 0xFFFD;

  private ClassName() {}

  /** Why a name is none, in words that follow the name's place; empty when it is one. */
  public static Optional<String> fault(String name) {
    if (name == null || trimmed(name).isEmpty()) {
      return Optional.of("is empty");
    }
    if (name.length() > MAX_CHARS) {
      return Optional.of(
          "has %d characters, at most %d are possible".formatted(name.length(), MAX_CHARS));
    }
    OptionalInt odd = name.codePoints().filter(ClassName::isOdd).findFirst();
    if (odd.isPresent()) {
      return Optional.of(
          "has a character that nobody can type or read, U+%04X: %s"
              .formatted(odd.getAsInt(), visible(name)));
    }
    if (!trimmed(name).equals(name)) {
      return Optional.of("begins or ends with a space: '" + name + "'");
    }
    return RESERVED.contains(name)
        ? Optional.of("is '" + name + "', a name that the metrics use for themselves")
        : Optional.empty();
  }

  /** Without the white space around it, no-break spaces included. */
  public static String trimmed(String name) {
    int from = 0;
    int to = name.length();
    while (from < to && isSpace(name.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(name.charAt(to - 1))) {
      to--;
    }
    return name.substring(from, to);
  }

  private static boolean isSpace(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private static boolean isOdd(int character) {
    int type = Character.getType(character);
    return character == BYTE_ORDER_MARK
        || character == REPLACEMENT
        || type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static String visible(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .forEach(
            character -> {
              if (isOdd(character)) {
                text.append("\\u%04X".formatted(character));
              } else {
                text.appendCodePoint(character);
              }
            });
    return text.toString();
  }
}
