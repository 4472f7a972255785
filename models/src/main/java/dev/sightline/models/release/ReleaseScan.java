package dev.sightline.models.release;

import dev.sightline.models.log.PartitionReader;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last committed release of each model, kept up to date by reading what is new. For one thread.
 */
public final class ReleaseScan implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseScan.class);
  private static final int FETCH_BYTES = 1024 * 1024;

  private final PartitionReader reader;
  private final AvroDeserializer<ModelRelease> deserializer;
  private final SortedMap<String, ModelRelease> releases = new TreeMap<>();
  private long next;
  private long unreadable;

  public ReleaseScan(Map<String, ?> config, SchemaRegistry registry) {
    this.reader =
        new PartitionReader(
            Topics.MODEL_RELEASES, config, IsolationLevel.READ_COMMITTED, FETCH_BYTES);
    this.deserializer = new AvroDeserializer<>(ModelRelease.class, registry);
  }

  /** Reads up to the end that the topic has now. After an exception the next call goes on there. */
  public void refresh() {
    long end = reader.end();
    if (end < next) {
      LOG.warn(
          "topic model-releases ends at {}, was read to {}: made anew, reading it again",
          end,
          next);
      releases.clear();
      next = 0;
    }
    reader.seek(next);
    for (ConsumerRecord<String, byte[]> record; (record = reader.next(end)) != null; ) {
      accept(record);
      next = record.offset() + 1;
    }
    next = Math.max(next, reader.position());
  }

  /** By name. */
  public SortedMap<String, ModelRelease> releases() {
    return Collections.unmodifiableSortedMap(releases);
  }

  long unreadable() {
    return unreadable;
  }

  private void accept(ConsumerRecord<String, byte[]> record) {
    try {
      ModelRelease release = deserializer.deserialize(record.topic(), record.value());
      if (record.key() == null || (release != null && !record.key().equals(release.getName()))) {
        throw new UnreadableRecordException("expected the model's name as the key");
      }
      if (release == null) {
        releases.remove(record.key());
      } else {
        releases.put(record.key(), release);
      }
    } catch (UnreadableRecordException fault) {
      unreadable++;
      LOG.warn(
          "passed over topic {} offset {} key {}: {}",
          record.topic(),
          record.offset(),
          record.key(),
          fault.getMessage());
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
