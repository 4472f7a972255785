package dev.sightline.topology.monitoring.windows;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.StoredBucketSpans;
import dev.sightline.schemas.StoredCell;
import dev.sightline.schemas.StoredClassCounts;
import dev.sightline.schemas.StoredFirstImages;
import dev.sightline.schemas.stored.StoredSerde;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The entries of the store of buckets, as records: a persistent, logged store of bytes, whose keys
 * say what an entry is. No entry grows with the square of the classes, so each fits a record of its
 * changelog. For the task's thread.
 *
 * <p>All that reads throws {@link dev.sightline.schemas.stored.UnreadableStateException} at what a
 * version wrote that this one does not know.
 */
final class BucketEntries {
  private static final StoredSerde<PartitionCounts> COUNTS = StoredSerde.of(PartitionCounts.class);
  private static final StoredSerde<StoredClassCounts> CLASS =
      StoredSerde.of(StoredClassCounts.class);
  private static final StoredSerde<StoredBucketSpans> SPANS =
      StoredSerde.of(StoredBucketSpans.class);
  private static final StoredSerde<StoredFirstImages> FIRST =
      StoredSerde.of(StoredFirstImages.class);

  private final KeyValueStore<byte[], byte[]> entries;
  private final String changelog;

  BucketEntries(ProcessorContext<?, ?> context) {
    this.entries = context.getStateStore(BucketStore.BUCKETS);
    this.changelog = context.applicationId() + "-" + BucketStore.BUCKETS + "-changelog";
  }

  static StoreBuilder<?> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(BucketStore.BUCKETS),
            Serdes.ByteArray(),
            Serdes.ByteArray())
        .withLoggingEnabled(Map.of())
        .withCachingDisabled();
  }

  boolean has(BucketKey key) {
    return entries.get(key.bytes()) != null;
  }

  /** What a bucket holds that is of no class; none where it has no such entry. */
  Optional<PartitionCounts> totals(Slot bucket) {
    return get(COUNTS, BucketKey.totals(bucket).bytes());
  }

  void put(Slot bucket, PartitionCounts totals) {
    put(COUNTS, BucketKey.totals(bucket).bytes(), totals);
  }

  /** What a bucket holds of a class; none where it has no such entry. */
  Optional<StoredClassCounts> ofClass(Slot bucket, String className) {
    return get(CLASS, BucketKey.ofClass(bucket, className).bytes());
  }

  void put(Slot bucket, String className, StoredClassCounts counts) {
    put(CLASS, BucketKey.ofClass(bucket, className).bytes(), counts);
  }

  Optional<StoredBucketSpans> spans() {
    return get(SPANS, BucketKey.SPANS);
  }

  void put(StoredBucketSpans spans) {
    put(SPANS, BucketKey.SPANS, spans);
  }

  /** Goes through the first images of all versions. */
  void forEachFirstImages(BiConsumer<ModelVersion, StoredFirstImages> each) {
    try (KeyValueIterator<byte[], byte[]> atTheEnd =
        entries.range(BucketKey.startOf(Long.MAX_VALUE), null)) {
      while (atTheEnd.hasNext()) {
        var entry = atTheEnd.next();
        if (!Arrays.equals(entry.key, BucketKey.SPANS)) {
          each.accept(
              BucketKey.of(changelog, entry.key).bucket().model(),
              FIRST.deserializer().deserialize(changelog, entry.value));
        }
      }
    }
  }

  Optional<StoredFirstImages> firstImages(ModelVersion model) {
    return get(FIRST, BucketKey.firstImages(model));
  }

  void put(ModelVersion model, StoredFirstImages images) {
    put(FIRST, BucketKey.firstImages(model), images);
  }

  void deleteFirstImages(ModelVersion model) {
    entries.delete(BucketKey.firstImages(model));
  }

  private <T extends SpecificRecord> Optional<T> get(StoredSerde<T> serde, byte[] key) {
    return Optional.ofNullable(entries.get(key))
        .map(value -> serde.deserializer().deserialize(changelog, value));
  }

  private <T extends SpecificRecord> void put(StoredSerde<T> serde, byte[] key, T value) {
    entries.put(key, serde.serializer().serialize(changelog, value));
  }

  /** All counts of a bucket. */
  Counts counts(Slot bucket) {
    Counts sum = new Counts();
    get(COUNTS, BucketKey.whole(bucket).bytes()).ifPresent(sum::add);
    try (KeyValueIterator<byte[], byte[]> ofBucket =
        entries.range(BucketKey.firstOf(bucket), BucketKey.lastOf(bucket))) {
      while (ofBucket.hasNext()) {
        var entry = ofBucket.next();
        addTo(sum, BucketKey.of(changelog, entry.key), entry.value);
      }
    }
    return sum;
  }

  private void addTo(Counts sum, BucketKey key, byte[] value) {
    if (key.kind() == BucketKey.Kind.CLASS) {
      StoredClassCounts counts = CLASS.deserializer().deserialize(changelog, value);
      sum.addClass(key.className(), counts.getPredictions());
      for (StoredCell cell : counts.getLabelled()) {
        sum.addCell(new Counts.Cell(key.className(), cell.getPredicted()), cell.getCount());
      }
    } else {
      sum.add(COUNTS.deserializer().deserialize(changelog, value));
    }
  }

  /** Goes through the keys of all entries of buckets, and checks that each is read. */
  void readAll(Consumer<BucketKey> each) {
    try (KeyValueIterator<byte[], byte[]> all =
        entries.range(null, BucketKey.startOf(Long.MAX_VALUE))) {
      while (all.hasNext()) {
        var entry = all.next();
        BucketKey key = BucketKey.of(changelog, entry.key);
        addTo(new Counts(), key, entry.value);
        each.accept(key);
      }
    }
  }

  /** Goes through the names of the classes of which a bucket has an entry. */
  void classesOf(Slot bucket, Consumer<String> each) {
    try (KeyValueIterator<byte[], byte[]> ofBucket =
        entries.range(BucketKey.firstOf(bucket), BucketKey.lastOf(bucket))) {
      while (ofBucket.hasNext()) {
        BucketKey key = BucketKey.of(changelog, ofBucket.next().key);
        if (key.kind() == BucketKey.Kind.CLASS) {
          each.accept(key.className());
        }
      }
    }
  }

  /** Deletes entries of a span of time, up to a limit, and says how many. */
  int delete(long fromMs, long toMs, int limit) {
    int deleted = 0;
    try (KeyValueIterator<byte[], byte[]> unheld =
        entries.range(BucketKey.startOf(fromMs), BucketKey.startOf(toMs))) {
      while (deleted < limit && unheld.hasNext()) {
        entries.delete(unheld.next().key);
        deleted++;
      }
    }
    return deleted;
  }
}
