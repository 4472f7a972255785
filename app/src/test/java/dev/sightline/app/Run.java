package dev.sightline.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** One run of the command line in this JVM. */
public final class Run {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final Thread thread;

  private Run(String... arguments) {
    CommandLine sightline =
        Sightline.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    thread = new Thread(() -> exitCode.complete(sightline.execute(arguments)), "sightline");
    thread.start();
  }

  /** Starts it and waits for its end. */
  public static Run of(String... arguments) {
    Run run = started(arguments);
    run.exitCode();
    return run;
  }

  /** Starts it. */
  public static Run started(String... arguments) {
    return new Run(arguments);
  }

  /** What Ctrl-C does. */
  public void interrupt() {
    thread.interrupt();
  }

  /** Waits for the end. */
  public int exitCode() {
    return exitCode.orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** What it has printed to standard output so far. */
  public String out() {
    return out.toString();
  }

  /** What it has printed to standard error so far. */
  public String err() {
    return err.toString();
  }
}
