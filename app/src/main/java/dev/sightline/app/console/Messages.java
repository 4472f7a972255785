package dev.sightline.app.console;

/** Where a command tells people how far it is and what it has come to. */
public interface Messages {
  /** A line, or several, of what was asked for. */
  void say(String text);

  /** A line that stands beside it: what else the user should know. */
  void note(String text);

  /** How many characters a line has room for; as many as it takes where nobody watches. */
  default int columns() {
    return Integer.MAX_VALUE;
  }
}
