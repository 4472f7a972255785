package dev.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A real terminal of a given size in which a program of the tests runs, by tmux. */
public final class TmuxTerminal implements AutoCloseable {
  /** The line that stands below all that the program has written, once it has ended. */
  public static final String ENDED = "ended";

  private final Path socket =
      Path.of(System.getProperty("java.io.tmpdir"), "sightline-" + UUID.randomUUID() + ".tmux");

  private TmuxTerminal() {}

  /** Starts the program's main method; the test is skipped where there is no tmux. */
  public static TmuxTerminal running(int columns, int rows, Class<?> program) throws Exception {
    assumeTrue(isThere(), "tmux is not installed: no terminal to look at");
    TmuxTerminal terminal = new TmuxTerminal();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "CLASSPATH='%s' '%s' -Dstdout.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 %s; echo %s; exec cat"
            .formatted(System.getProperty("java.class.path"), java, program.getName(), ENDED);
    terminal.tmux(
        "-u",
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        Integer.toString(columns),
        "-y",
        Integer.toString(rows),
        command);
    return terminal;
  }

  private static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  /** What is to be seen, once it is as it should be. */
  public List<String> screen(Predicate<List<String>> asItShouldBe) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> tmux("capture-pane", "-p").lines().toList(), asItShouldBe);
  }

  /** The same of {@link #everything}. */
  public List<String> everything(Predicate<List<String>> asItShouldBe) {
    return await().atMost(Duration.ofSeconds(60)).until(this::everything, asItShouldBe);
  }

  /** All that was ever written and has not been erased, what has left the screen included. */
  public List<String> everything() throws Exception {
    return tmux("capture-pane", "-p", "-S", "-").lines().toList();
  }

  /** Presses keys, by tmux' names. */
  public void press(String keys) throws Exception {
    tmux("send-keys", keys);
  }

  /** Changes the size of the window. */
  public void resize(int columns, int rows) throws Exception {
    tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
  }

  private String tmux(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
    command.addAll(List.of(arguments));
    Process tmux = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(tmux.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tmux.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(tmux.exitValue()).as(said).isZero();
    return said;
  }

  @Override
  public void close() throws Exception {
    tmux("kill-server");
    Files.deleteIfExists(socket);
  }
}
