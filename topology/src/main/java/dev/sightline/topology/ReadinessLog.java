package dev.sightline.topology;

import dev.sightline.topology.http.Health;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What whoever reads a worker's log learns of its health: since when it does not do its work and
 * why, again from time to time as long as that lasts, and that it does again. For one thread.
 */
final class ReadinessLog {
  /** A start, a rebalance, a change of the model may take so long without a word. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  static final Duration REMINDED_EVERY = Duration.ofMinutes(10);

  private final LongSupplier nanoTime;
  private final Consumer<String> warnings;
  private final Consumer<String> news;
  private boolean ready;
  private boolean everReady;
  private boolean warned;
  private long since;
  private long warnedAt;

  /**
   * @param nanoTime as {@link System#nanoTime}
   * @param warnings takes lines of what is wrong
   * @param news takes lines of what is well
   */
  ReadinessLog(LongSupplier nanoTime, Consumer<String> warnings, Consumer<String> news) {
    this.nanoTime = nanoTime;
    this.warnings = warnings;
    this.news = news;
    this.since = nanoTime.getAsLong();
  }

  /** Takes in the health of this moment. */
  void look(Health health) {
    long now = nanoTime.getAsLong();
    if (health.healthy() != ready) {
      if (health.healthy() && (warned || !everReady)) {
        news.accept(
            "ready%s after %d s: %s"
                .formatted(everReady ? " again" : "", seconds(now - since), health.reason()));
      }
      ready = health.healthy();
      everReady |= ready;
      warned = false;
      since = now;
    }
    if (!ready && isToBeSaid(now)) {
      warnings.accept("not ready for %d s: %s".formatted(seconds(now - since), health.reason()));
      warned = true;
      warnedAt = now;
    }
  }

  private boolean isToBeSaid(long now) {
    return warned ? now - warnedAt >= REMINDED_EVERY.toNanos() : now - since >= PATIENCE.toNanos();
  }

  private static long seconds(long nanos) {
    return Duration.ofNanos(nanos).toSeconds();
  }
}
