package dev.sightline.trainer.progress;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

/** Tells whether somebody watches. */
public final class Terminal {
  private Terminal() {}

  /**
   * Standard output when it is a terminal that can draw over itself, with a keyboard at its other
   * end; empty when it goes to a file, a pipe or a terminal that is called dumb.
   */
  public static Optional<PrintStream> standardOutput() {
    Console console = System.console();
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    return console != null && isTerminal(console) && !dumb
        ? Optional.of(System.out)
        : Optional.empty();
  }

  /** Up to Java 21 there is no console but a terminal's; since 22 it has to be asked. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJava) {
      return true;
    }
  }
}
