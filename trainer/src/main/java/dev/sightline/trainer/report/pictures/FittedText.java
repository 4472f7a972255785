package dev.sightline.trainer.report.pictures;

import java.awt.FontMetrics;

/** A text on one line that is cut, with an ellipsis, where it is wider than its room. */
final class FittedText {
  private static final String ELLIPSIS = "…";

  private FittedText() {}

  /**
   * @param width in points
   */
  static String of(String text, FontMetrics metrics, double width) {
    String line = printable(text);
    if (metrics.stringWidth(line) <= width) {
      return line;
    }
    int fits = 0; // code points that fit together with the ellipsis
    int tooMany = line.codePointCount(0, line.length());
    while (tooMany - fits > 1) {
      int middle = (fits + tooMany) / 2;
      if (metrics.stringWidth(start(line, middle) + ELLIPSIS) <= width) {
        fits = middle;
      } else {
        tooMany = middle;
      }
    }
    return start(line, fits).stripTrailing() + ELLIPSIS;
  }

  private static String start(String line, int codePoints) {
    return line.substring(0, line.offsetByCodePoints(0, codePoints));
  }

  /** Line breaks and other control characters would be drawn as boxes, or not at all. */
  private static String printable(String text) {
    return text.codePoints()
        .map(point -> Character.isISOControl(point) ? ' ' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
