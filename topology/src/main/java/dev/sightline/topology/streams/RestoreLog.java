package dev.sightline.topology.streams;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two lines in the log when an application restores its stores from their changelogs, after a
 * worker that did not end in good order or when tasks move here. Safe for many threads.
 */
public final class RestoreLog implements StateRestoreListener {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreLog.class);

  private final String application;
  private final Map<String, Long> underWay = new HashMap<>();
  private int stores;
  private long records;
  private long startNanos;

  public RestoreLog(String application) {
    this.application = application;
  }

  @Override
  public synchronized void onRestoreStart(
      TopicPartition changelog, String store, long startingOffset, long endingOffset) {
    if (underWay.isEmpty()) {
      LOG.info("{} restores its stores from their changelogs", application);
      stores = 0;
      records = 0;
      startNanos = System.nanoTime();
    }
    underWay.put(changelog.toString(), endingOffset);
  }

  @Override
  public void onBatchRestored(
      TopicPartition changelog, String store, long batchEndOffset, long restored) {
    // two lines are enough
  }

  @Override
  public synchronized void onRestoreEnd(
      TopicPartition changelog, String store, long totalRestored) {
    stores++;
    records += totalRestored;
    over(changelog);
  }

  @Override
  public synchronized void onRestoreSuspended(
      TopicPartition changelog, String store, long totalRestored) {
    over(changelog);
  }

  private void over(TopicPartition changelog) {
    underWay.remove(changelog.toString());
    if (underWay.isEmpty()) {
      LOG.info(
          "{} has restored {} records of {} stores in {} ms",
          application,
          records,
          stores,
          (System.nanoTime() - startNanos) / 1_000_000);
    }
  }
}
