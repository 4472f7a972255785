package dev.sightline.topology.scoring;

import java.time.Duration;
import java.util.Optional;

/**
 * How long images wait for company.
 *
 * @param maxBatchSize images a batch at the most, at least 1
 * @param linger the longest wait for a batch to fill, more than zero; a commit ends it earlier
 * @param earlyCommit where a batch was not full, a commit is asked for this long after the last one
 *     at the soonest; where empty, commits come in their interval alone
 */
public record BatchSettings(int maxBatchSize, Duration linger, Optional<Duration> earlyCommit) {
  public static final BatchSettings DEFAULT =
      new BatchSettings(32, Duration.ofMillis(5), Optional.of(Duration.ofMillis(20)));

  /** Without early commits. */
  public BatchSettings(int maxBatchSize, Duration linger) {
    this(maxBatchSize, linger, Optional.empty());
  }

  public BatchSettings {
    if (maxBatchSize < 1 || maxBatchSize > 4096) {
      throw new IllegalArgumentException("maxBatchSize must be 1 to 4096, was " + maxBatchSize);
    }
    if (linger.toMillis() < 1) {
      throw new IllegalArgumentException("linger must be at least 1 ms, was " + linger);
    }
  }
}
