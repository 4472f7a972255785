package dev.sightline.topology.monitoring.windows;

import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.stored.StoredSerde;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The buckets of a task in a persistent, logged store, by time and model version; {@link
 * PartitionCounts} records with their schema. For the task's thread.
 */
public final class BucketStore {
  public static final String BUCKETS = "buckets";

  private static final Logger LOG = LoggerFactory.getLogger(BucketStore.class);

  private final KeyValueStore<Slot, PartitionCounts> buckets;

  BucketStore(ProcessorContext<?, ?> context) {
    this.buckets = context.getStateStore(BUCKETS);
  }

  /** Builds the store. */
  public static StoreBuilder<?> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(BUCKETS),
            Slot.serde(),
            StoredSerde.of(PartitionCounts.class))
        .withLoggingEnabled(Map.of())
        .withCachingDisabled();
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

  /**
   * All buckets, by time, each of them read once. Those of models that can't be, which the first
   * version stored, are left out; they go when their time is over.
   *
   * @throws dev.sightline.schemas.stored.UnreadableStateException when a version that this one does
   *     not know wrote one of them
   */
  Set<Slot> all() {
    Set<Slot> all = new TreeSet<>();
    TreeSet<Slot> impossible = new TreeSet<>();
    try (KeyValueIterator<Slot, PartitionCounts> iterator = buckets.all()) {
      iterator.forEachRemaining(
          bucket -> (bucket.key.isPossible() ? all : impossible).add(bucket.key));
    }
    if (!impossible.isEmpty()) {
      LOG.warn(
          "{} buckets of models that can't be, {}/{} for one, are remembered from an earlier"
              + " version, and left out now",
          impossible.size(),
          impossible.first().modelName(),
          impossible.first().modelVersion());
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
}
