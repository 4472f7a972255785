package dev.sightline.topology.monitoring.windows;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A bound on how long a task works at a stretch. A task that works long between two commits is
 * taken for dead, and its records come again, for ever. For one thread.
 */
final class WorkTime {
  private final LongSupplier nanoClock;
  private final long mostNanos;
  private long startedNanos;

  /**
   * @param nanoClock as {@link System#nanoTime}
   */
  WorkTime(Duration most, LongSupplier nanoClock) {
    this.mostNanos = most.toNanos();
    this.nanoClock = nanoClock;
  }

  void start() {
    startedNanos = nanoClock.getAsLong();
  }

  boolean isUp() {
    return nanoClock.getAsLong() - startedNanos >= mostNanos;
  }
}
