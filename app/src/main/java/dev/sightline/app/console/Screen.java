package dev.sightline.app.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A terminal on which messages stay and, below them, a frame is drawn over itself. The one place
 * that knows how: a frame never is larger than the terminal is at the time, a message is never
 * written into one, and a frame that the terminal has wrapped anew since is erased as a whole.
 *
 * <p>The cursor rests at the start of the frame's last line, where {@code ^C} does no harm. Safe
 * for many threads. Close it, so that nothing of a frame is left.
 */
public final class Screen implements Messages, AutoCloseable {
  private static final String ERASE_BELOW = "\r\033[J";

  private final Console console;
  private final Supplier<TerminalSize> size;
  private final PrintStream systemErr;
  private List<String> frame = List.of();
  private List<String> drawn = List.of();

  Screen(Console console, Supplier<TerminalSize> size) {
    this.console = console;
    this.size = size;
    this.systemErr = System.err;
  }

  /**
   * That of a command; empty where nobody watches its standard output. What is logged while it is
   * open does not stand in a frame either.
   */
  public static Optional<Screen> of(CommandSpec command) {
    if (!Terminal.isThere()) {
      return Optional.empty();
    }
    Screen screen = new Screen(Console.of(command), Terminal::size);
    System.setErr(new PrintStream(screen.aside(System.err), true));
    return Optional.of(screen);
  }

  /** Without the last one, at which a terminal would begin a new line. */
  @Override
  public int columns() {
    return size.get().columns() - 1;
  }

  /** The lines that a frame has room for now. */
  public int rows() {
    return size.get().rows();
  }

  /** Draws a frame in the place of the last one; what has no room is cut off. */
  public synchronized void show(List<String> lines) {
    TerminalSize now = size.get();
    String before = erasure(now);
    frame = List.copyOf(lines);
    drawn = frame.stream().limit(now.rows()).map(line -> cut(line, now.columns() - 1)).toList();
    print(before + String.join("\n", drawn) + "\r");
  }

  /** Erases the frame, until the next one is shown. */
  public synchronized void hide() {
    if (!drawn.isEmpty()) {
      print(erasure(size.get()));
      drawn = List.of();
    }
  }

  /** Leaves the frame where it is: from now on it is text like any other. */
  public synchronized void leave() {
    if (!drawn.isEmpty()) {
      print("\n");
    }
    drawn = List.of();
    frame = List.of();
  }

  /** A message above the frame. */
  @Override
  public synchronized void say(String text) {
    List<String> below = drawn.isEmpty() ? List.of() : frame;
    hide();
    console.say(text);
    if (!below.isEmpty()) {
      show(below);
    }
  }

  /** The next frame stands below it: others may write to standard error a moment later. */
  @Override
  public synchronized void note(String text) {
    hide();
    console.note(text);
  }

  private OutputStream aside(PrintStream err) {
    return new OutputStream() {
      @Override
      public void write(int single) {
        hide();
        err.write(single);
      }

      @Override
      public void write(byte[] bytes, int from, int count) {
        hide();
        err.write(bytes, from, count);
      }

      @Override
      public void flush() throws IOException {
        err.flush();
      }
    };
  }

  /** From the start of the last line drawn to that of the first, however they are wrapped now. */
  private String erasure(TerminalSize now) {
    if (drawn.isEmpty()) {
      return "";
    }
    int up = drawn.subList(0, drawn.size() - 1).stream().mapToInt(line -> rows(line, now)).sum();
    return "\r" + (up == 0 ? "" : "\033[" + up + "A") + ERASE_BELOW;
  }

  private static int rows(String line, TerminalSize now) {
    return Math.max(1, (width(line) + now.columns() - 1) / now.columns());
  }

  private static int width(String line) {
    return new AttributedString(line).columnLength();
  }

  private static String cut(String line, int columns) {
    return width(line) <= columns
        ? line
        : new AttributedString(line).columnSubSequence(0, Math.max(0, columns)).toString();
  }

  private void print(String text) {
    console.out().print(text);
    console.out().flush();
  }

  @Override
  public synchronized void close() {
    hide();
    System.setErr(systemErr);
  }
}
