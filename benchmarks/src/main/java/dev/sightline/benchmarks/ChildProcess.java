package dev.sightline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs beside this one. Its output goes to a file. Ends when closed, and with this
 * JVM unless that is killed.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration END_WITHIN = Duration.ofSeconds(20);

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread endWithParent;

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.endWithParent = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(endWithParent);
  }

  /**
   * Starts a main class in a JVM of its own, on this JVM's class path and with the launcher's
   * options.
   *
   * @param log takes what the process writes
   */
  public static ChildProcess java(Class<?> main, Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx2g");
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return start(main.getSimpleName(), log, command);
  }

  /**
   * Starts a program.
   *
   * @param name for messages
   * @param log takes what the process writes
   * @param command the program and its arguments
   */
  public static ChildProcess start(String name, Path log, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ChildProcess(name, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException("can't start " + command.get(0), e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** CPU time of the whole process since its start, in the system's clock ticks. */
  public long cpuNanos() {
    return process
        .toHandle()
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> failure("has no CPU time to be read"))
        .toNanos();
  }

  /**
   * @throws IllegalStateException when the process has ended, with the end of what it wrote
   */
  void requireAlive() {
    if (!process.isAlive()) {
      throw failure("ended with exit code " + process.exitValue());
    }
  }

  /**
   * Waits for the end.
   *
   * @return the lines that the process wrote
   * @throws IllegalStateException when it failed or took longer
   */
  public List<String> await(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failure("is not done after " + atMost.toSeconds() + " s");
    }
    if (process.exitValue() != 0) {
      throw failure("ended with exit code " + process.exitValue());
    }
    return output();
  }

  public IllegalStateException failure(String what) {
    return new IllegalStateException(
        "%s %s; it wrote:%n%s"
            .formatted(name, what, String.join(System.lineSeparator(), output())));
  }

  /**
   * Waits until the process has written a line that contains a text.
   *
   * @throws IllegalStateException when it ends before, or takes longer
   */
  public void awaitLine(String text, Duration atMost) throws InterruptedException {
    long startNanos = System.nanoTime();
    while (output().stream().noneMatch(line -> line.contains(text))) {
      requireAlive();
      if (System.nanoTime() - startNanos > atMost.toNanos()) {
        throw failure("has not written \"%s\" after %d s".formatted(text, atMost.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** The lines that the process has written so far. */
  List<String> output() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it at once, as a machine does that loses its power. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    Runtime.getRuntime().removeShutdownHook(endWithParent);
  }

  /**
   * Sends a signal.
   *
   * @param signal its name without SIG: STOP, CONT
   */
  public void signal(String signal) throws InterruptedException {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("can't signal " + name, e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
    Runtime.getRuntime().removeShutdownHook(endWithParent);
  }
}
