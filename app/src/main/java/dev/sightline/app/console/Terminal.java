package dev.sightline.app.console;

import org.jline.nativ.CLibrary;
import org.jline.nativ.CLibrary.WinSize;

/**
 * Standard output as a terminal: whether it is one, and what size it has now. Wherever else
 * standard input and standard error go.
 */
final class Terminal {
  private static final int STANDARD_OUTPUT = 1;

  private Terminal() {}

  /** Whether standard output is a terminal that can draw over itself. */
  static boolean isThere() {
    return !"dumb".equals(System.getenv("TERM")) && isTerminal();
  }

  /** Where the library knows nothing of this machine, nobody is said to watch. */
  private static boolean isTerminal() {
    try {
      return CLibrary.isatty(STANDARD_OUTPUT) == 1;
    } catch (LinkageError | RuntimeException unknownMachine) {
      return false;
    }
  }

  /** Its size now; the usual one where it does not say. */
  static TerminalSize size() {
    WinSize size = new WinSize();
    int failed = CLibrary.ioctl(STANDARD_OUTPUT, CLibrary.TIOCGWINSZ, size);
    return failed != 0 || size.ws_col <= 0 || size.ws_row <= 0
        ? TerminalSize.USUAL
        : new TerminalSize(size.ws_col, size.ws_row);
  }
}
