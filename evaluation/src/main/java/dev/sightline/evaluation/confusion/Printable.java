package dev.sightline.evaluation.confusion;

import java.util.stream.Collectors;

/** A label as it may be written to a terminal: control characters become question marks. */
public final class Printable {
  private Printable() {}

  /** The label without control characters. */
  public static String of(String label) {
    return label
        .codePoints()
        .mapToObj(point -> Character.isISOControl(point) ? "?" : Character.toString(point))
        .collect(Collectors.joining());
  }
}
