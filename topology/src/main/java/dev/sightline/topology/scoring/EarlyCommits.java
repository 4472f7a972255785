package dev.sightline.topology.scoring;

import java.time.Duration;
import java.util.Optional;

/**
 * When a task should ask for a commit before its interval is over. Readers of committed predictions
 * wait for commits; where images are few a commit costs nobody anything, and where they are many it
 * would cut batches short. A batch that lingered in vain tells the one from the other. For the
 * task's thread.
 */
final class EarlyCommits {
  private final Optional<Duration> pause;
  private boolean wanted;
  private long committedNanos;

  /**
   * @param pause the least time from a commit to an early one; there are none where it is empty
   * @param nowNanos the time of {@link System#nanoTime}
   */
  EarlyCommits(Optional<Duration> pause, long nowNanos) {
    this.pause = pause;
    this.committedNanos = nowNanos;
  }

  /** A batch was scored although it was not full: no more images wait. */
  void lingered() {
    wanted = pause.isPresent();
  }

  /** The time until a commit should be asked for, 0 for now; empty when none is wanted. */
  Optional<Duration> untilDue(long nowNanos) {
    if (!wanted) {
      return Optional.empty();
    }
    Duration left = pause.orElseThrow().minusNanos(nowNanos - committedNanos);
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  /** A commit is about to be made. */
  void commitFollows(long nowNanos) {
    wanted = false;
    committedNanos = nowNanos;
  }
}
