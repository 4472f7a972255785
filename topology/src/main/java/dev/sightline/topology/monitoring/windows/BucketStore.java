package dev.sightline.topology.monitoring.windows;

import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.TrustedRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The buckets of a task in a persistent, logged store, by time and model version. For the task's
 * thread.
 */
public final class BucketStore {
  public static final String BUCKETS = "buckets";

  private final KeyValueStore<Slot, PartitionCounts> buckets;

  BucketStore(ProcessorContext<?, ?> context) {
    this.buckets = context.getStateStore(BUCKETS);
  }

  /** Builds the store. */
  public static StoreBuilder<?> builder() {
    TrustedRecords.trust();
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(BUCKETS), Slot.serde(), countsSerde())
        .withLoggingEnabled(Map.of())
        .withCachingDisabled();
  }

  /**
   * Avro with the schema's fingerprint in front: a store written by another schema is refused
   * rather than misread.
   */
  private static Serde<PartitionCounts> countsSerde() {
    return Serdes.serdeFrom(
        (topic, counts) -> counts == null ? null : write(counts),
        (topic, bytes) -> bytes == null ? null : read(bytes));
  }

  void add(Slot bucket, PartitionCounts more) {
    Counts sum = new Counts();
    addTo(sum, bucket);
    sum.add(more);
    buckets.put(bucket, sum.toRecord(bucket));
  }

  /** Adds a bucket, if there is one, to a sum. */
  void addTo(Counts sum, Slot bucket) {
    PartitionCounts held = buckets.get(bucket);
    if (held != null) {
      sum.add(held);
    }
  }

  /** All buckets, by time. */
  Set<Slot> all() {
    Set<Slot> all = new TreeSet<>();
    try (KeyValueIterator<Slot, PartitionCounts> iterator = buckets.all()) {
      iterator.forEachRemaining(bucket -> all.add(bucket.key));
    }
    return all;
  }

  /** Forgets the buckets that no held window needs. */
  void dropUnheld(RollingWindows windows, long streamTimeMs) {
    List<Slot> unheld = new ArrayList<>();
    try (KeyValueIterator<Slot, PartitionCounts> iterator = buckets.all()) {
      while (iterator.hasNext()) {
        Slot bucket = iterator.next().key;
        if (windows.isHeld(bucket.startMs(), streamTimeMs)) {
          break;
        }
        unheld.add(bucket);
      }
    }
    unheld.forEach(buckets::delete);
  }

  private static byte[] write(PartitionCounts counts) {
    try {
      ByteBuffer buffer = counts.toByteBuffer();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static PartitionCounts read(byte[] bytes) {
    try {
      return PartitionCounts.fromByteBuffer(ByteBuffer.wrap(bytes));
    } catch (IOException damaged) {
      throw new SerializationException("a stored bucket is damaged", damaged);
    }
  }
}
