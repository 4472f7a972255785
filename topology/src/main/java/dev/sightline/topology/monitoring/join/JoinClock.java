package dev.sightline.topology.monitoring.join;

import dev.sightline.topology.monitoring.join.Arrival.Input;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The time of a join: that of the input that lags behind. Each input's time is the highest event
 * time seen in it. An input that lags by more than a bound, or has never come, is no longer waited
 * for, so that one which has ceased holds nothing for ever.
 *
 * <p>Kept with the pairings over restarts, as an entry of the index of expiries at the end of time,
 * where no pairing ends. Kafka Streams' own stream time is not used: an earlier version may have
 * committed one that lies years ahead. For the task's thread.
 */
final class JoinClock {
  private static final Expiry KEY = new Expiry(Long.MAX_VALUE, "\u0000time of both inputs");
  private static final long NEVER = Long.MIN_VALUE;

  private final KeyValueStore<Expiry, byte[]> kept;
  private final long maxLagMs;
  private final long maxAheadMs;
  private final boolean isNew;
  private long predictionsMs = NEVER;
  private long labelsMs = NEVER;
  private boolean changed;

  /**
   * Goes on from what is kept.
   *
   * @param nowMs wall-clock time
   */
  JoinClock(KeyValueStore<Expiry, byte[]> kept, JoinSettings settings, long nowMs) {
    this.kept = kept;
    this.maxLagMs = settings.maxLag().toMillis();
    this.maxAheadMs = settings.maxAhead().toMillis();
    Optional<ByteBuffer> before = Optional.ofNullable(kept.get(KEY)).map(ByteBuffer::wrap);
    this.isNew = before.isEmpty();
    before.ifPresent(
        times -> {
          predictionsMs = times.getLong();
          labelsMs = times.getLong();
        });
    limit(nowMs);
  }

  /** Whether nothing was kept: no version that has this clock has run on this state. */
  boolean isNew() {
    return isNew;
  }

  /** A record of an input was seen. */
  void saw(Input input, long timestampMs) {
    if (input == Input.PREDICTIONS && timestampMs > predictionsMs) {
      predictionsMs = timestampMs;
      changed = true;
    } else if (input == Input.LABELS && timestampMs > labelsMs) {
      labelsMs = timestampMs;
      changed = true;
    }
  }

  /** The highest event time of the predictions; the beginning of time before the first. */
  long predictionsMs() {
    return predictionsMs;
  }

  /** The join's time; the beginning of time before the first record of all. */
  long timeMs() {
    long fast = Math.max(predictionsMs, labelsMs);
    return fast == NEVER ? NEVER : Math.max(Math.min(predictionsMs, labelsMs), fast - maxLagMs);
  }

  /**
   * No time is further ahead of the wall clock than a record's can be: where it is, this worker's
   * clock was ahead before.
   */
  void limit(long nowMs) {
    long latestMs = nowMs + maxAheadMs;
    predictionsMs = Math.min(predictionsMs, latestMs);
    labelsMs = Math.min(labelsMs, latestMs);
  }

  /** Before a commit: keeps what was seen, in the transaction that commits it. */
  void keep() {
    if (changed) {
      kept.put(
          KEY,
          ByteBuffer.allocate(2 * Long.BYTES).putLong(predictionsMs).putLong(labelsMs).array());
      changed = false;
    }
  }
}
