package dev.sightline.dashboard.feed;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What becomes of the records of a topic. Called by one thread. */
@FunctionalInterface
public interface Taker<V> {
  /**
   * Takes one.
   *
   * @param record its coordinates, key, timestamp and headers
   * @param value what its bytes mean; null for a tombstone
   * @throws UnfitRecordException when the record says what can't be
   */
  void take(ConsumerRecord<String, byte[]> record, V value);
}
