package dev.sightline.app.console;

/**
 * How much a terminal shows at once, in characters.
 *
 * @param columns of a row
 * @param rows of the whole
 */
public record TerminalSize(int columns, int rows) {
  /** What a terminal has that does not say. */
  public static final TerminalSize USUAL = new TerminalSize(80, 24);
}
