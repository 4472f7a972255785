package dev.sightline.app.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A terminal on which messages stay and, below them, a frame is drawn over itself. The one place
 * that knows how: a frame never is larger than the terminal is at the time, a message is never
 * written into one, and after a change of size the screen is drawn anew with its last messages.
 * What is wrong for the time being stands above each frame.
 *
 * <p>The cursor rests at the start of the frame's last line, where {@code ^C} does no harm. Safe
 * for many threads. Close it, so that nothing of a frame is left.
 */
public final class Screen implements Messages, AutoCloseable {
  /**
   * From the start of a line. Not from its first column, for that may be the terminal's first, and
   * some (tmux among them) keep a screen that is erased as a whole among what has scrolled away.
   */
  private static final String ERASE_BELOW = " \033[J\r\033[K";

  private static final String FIRST_ROW = "\033[H";
  private static final int KEPT_LINES = 200;

  private final Console console;
  private final Supplier<TerminalSize> size;
  private final PrintStream systemErr;
  private final Deque<String> said = new ArrayDeque<>();
  private List<String> trouble = List.of();
  private List<String> frame = List.of();
  private List<String> drawn = List.of();
  private TerminalSize drawnAt = TerminalSize.USUAL;

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
  public synchronized int rows() {
    return size.get().rows() - trouble.size();
  }

  /** Draws a frame in the place of the last one; what has no room is cut off. */
  public synchronized void show(List<String> lines) {
    TerminalSize now = size.get();
    String before = erasure(now);
    frame = List.copyOf(lines);
    drawn =
        Stream.concat(trouble.stream(), frame.stream())
            .limit(now.rows())
            .map(line -> cut(line, now.columns() - 1))
            .toList();
    drawnAt = now;
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
    trouble = List.of();
  }

  /** A message above the frame. */
  @Override
  public synchronized void say(String text) {
    boolean below = !drawn.isEmpty();
    hide();
    keep(text);
    console.say(text);
    if (below) {
      show(frame);
    }
  }

  /** The next frame stands below it: others may write to standard error a moment later. */
  @Override
  public synchronized void note(String text) {
    hide();
    console.note(text);
  }

  @Override
  public synchronized void trouble(String text) {
    trouble = List.of(text);
    show(frame);
  }

  /** No line stays: the frame goes on changing. */
  @Override
  public synchronized void troubleIsOver(String text) {
    trouble = List.of();
    show(frame);
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

  private void keep(String text) {
    text.lines().forEach(said::addLast);
    while (said.size() > KEPT_LINES) {
      said.removeFirst();
    }
  }

  /** What takes the frame away, from wherever the terminal has it by now. */
  private String erasure(TerminalSize now) {
    if (drawn.isEmpty()) {
      return "";
    }
    if (!now.equals(drawnAt)) {
      return FIRST_ROW + ERASE_BELOW + lastSaid(now);
    }
    int up = drawn.size() - 1;
    return "\r" + (up == 0 ? "" : "\033[" + up + "A") + ERASE_BELOW;
  }

  /** As much of the messages as there is room for above the frame. */
  private String lastSaid(TerminalSize now) {
    int room = now.rows() - Math.min(trouble.size() + frame.size(), now.rows());
    StringBuilder last = new StringBuilder();
    for (Iterator<String> lines = said.descendingIterator(); lines.hasNext() && room > 0; ) {
      String line = lines.next();
      room -= Math.max(1, (width(line) + now.columns() - 1) / now.columns());
      if (room >= 0) {
        last.insert(0, line + "\n");
      }
    }
    return last.toString();
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
