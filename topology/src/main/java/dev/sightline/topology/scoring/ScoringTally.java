package dev.sightline.topology.scoring;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one task has done since the last commit that is known to have succeeded.
 *
 * <p>Counters show committed work only. A task can't see its commit succeed, but it is called again
 * after one only if it did: a failed commit closes the task. So what was counted before a commit is
 * published at the first call after it. For the task's thread.
 */
final class ScoringTally {
  private final ScoringMetrics metrics;
  private final Map<DeadLetterReason, Long> deadLettered = new EnumMap<>(DeadLetterReason.class);
  private long consumed;
  private long predicted;
  private boolean commitFollows;

  ScoringTally(ScoringMetrics metrics) {
    this.metrics = metrics;
  }

  void consumed() {
    consumed++;
  }

  void predicted() {
    predicted++;
  }

  void deadLettered(DeadLetterReason reason) {
    deadLettered.merge(reason, 1L, Long::sum);
  }

  /**
   * All that was counted so far belongs to the commit that is about to be made.
   *
   * @return whether anything was
   */
  boolean commitFollows() {
    commitFollows = true;
    return consumed > 0;
  }

  /** Publishes what the last commit covered; to be called before anything new is counted. */
  void publishCommitted() {
    if (!commitFollows) {
      return;
    }
    commitFollows = false;
    metrics.committed(consumed, predicted, deadLettered);
    consumed = 0;
    predicted = 0;
    deadLettered.clear();
  }
}
