package dev.sightline.benchmarks.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What happened and when, a line each, from the start of the run on. Safe for many threads. */
final class Timeline {
  private final PrintStream out;
  private volatile long startNanos = System.nanoTime();

  Timeline(PrintStream out) {
    this.out = out;
  }

  /** Since the start of the run. */
  Duration now() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** The run starts now. */
  void restart() {
    startNanos = System.nanoTime();
  }

  synchronized void say(String subject, String text) {
    out.printf(Locale.ROOT, "%6.1f s  %-9s %s%n", now().toMillis() / 1000.0, subject, text);
  }
}
