package dev.sightline.topology.streams;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line in the log when an application restores its stores from their changelogs, after a worker
 * that did not end in good order or when tasks move here, and another when that took long. Kafka
 * Streams restores a few tasks at a time: that is said once. Safe for many threads.
 */
public final class RestoreLog implements StateRestoreListener {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreLog.class);

  private static final long ONCE_IN_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long LONG_NANOS = Duration.ofSeconds(5).toNanos();

  private final String application;
  private final Set<TopicPartition> underWay = new HashSet<>();
  private int stores;
  private long records;
  private long startNanos;
  private long saidNanos = System.nanoTime() - ONCE_IN_NANOS;

  public RestoreLog(String application) {
    this.application = application;
  }

  @Override
  public synchronized void onRestoreStart(
      TopicPartition changelog, String store, long startingOffset, long endingOffset) {
    if (endingOffset <= startingOffset) {
      return; // nothing to restore
    }
    if (underWay.isEmpty()) {
      stores = 0;
      records = 0;
      startNanos = System.nanoTime();
      sayStart();
    }
    underWay.add(changelog);
  }

  private void sayStart() {
    if (startNanos - saidNanos >= ONCE_IN_NANOS) {
      LOG.info("{} restores its stores from their changelogs", application);
      saidNanos = startNanos;
    }
  }

  @Override
  public void onBatchRestored(
      TopicPartition changelog, String store, long batchEndOffset, long restored) {
    // the end is told
  }

  @Override
  public synchronized void onRestoreEnd(
      TopicPartition changelog, String store, long totalRestored) {
    over(changelog, totalRestored);
  }

  @Override
  public synchronized void onRestoreSuspended(
      TopicPartition changelog, String store, long totalRestored) {
    over(changelog, totalRestored);
  }

  private void over(TopicPartition changelog, long restored) {
    if (!underWay.remove(changelog)) {
      return;
    }
    stores++;
    records += restored;
    long tookNanos = System.nanoTime() - startNanos;
    if (underWay.isEmpty() && tookNanos > LONG_NANOS) {
      LOG.info(
          "{} has restored {} records of {} stores in {} s",
          application,
          records,
          stores,
          Duration.ofNanos(tookNanos).toSeconds());
    }
  }
}
