package dev.sightline.app.console;

/** Where a command tells people how far it is and what it has come to. */
public interface Messages {
  /** A line, or several, of what was asked for. */
  void say(String text);

  /** A line that stands beside it: what else the user should know. */
  void note(String text);

  /**
   * A line on what is wrong for the time being. A screen shows it with each frame until it is over.
   */
  default void trouble(String text) {
    note(text);
  }

  /** What was wrong is over, and a line that says so. */
  default void troubleIsOver(String text) {
    note(text);
  }

  /** How many characters a line has room for; as many as it takes where nobody watches. */
  default int columns() {
    return Integer.MAX_VALUE;
  }
}
