package dev.sightline.topology.monitoring.windows;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.CellCount;
import dev.sightline.schemas.ClassCount;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.StoredBucketSpans;
import dev.sightline.schemas.StoredClassCounts;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The buckets of a task, by time and model version, each in several {@linkplain BucketEntries
 * entries}: what a commit adds is written, and not all that the bucket holds. For the task's
 * thread.
 */
public final class BucketStore {
  public static final String BUCKETS = "buckets";

  private static final Logger LOG = LoggerFactory.getLogger(BucketStore.class);

  /** So long tombstones keep no thread from its commit. */
  private static final int DELETED_AT_ONCE = 50_000;

  private final BucketEntries entries;
  private final BucketNames names;
  private final BucketCache cache = new BucketCache();
  private final Map<ModelVersion, NavigableSet<Long>> startsByModel = new TreeMap<>();
  private long deletedBeforeMs;

  /**
   * Opens the store and reads each entry once. Buckets of models that can't be, which the first
   * version stored, are left out; they go when their time is over.
   *
   * @throws dev.sightline.schemas.stored.UnreadableStateException when a version that this one does
   *     not know wrote one of them
   */
  BucketStore(ProcessorContext<?, ?> context) {
    this.entries = new BucketEntries(context);
    this.names = new BucketNames(entries);
    TreeSet<Slot> impossible = new TreeSet<>();
    entries.readAll(
        key -> {
          if (key.bucket().isPossible()) {
            startsOf(key.bucket()).add(key.bucket().startMs());
          } else {
            impossible.add(key.bucket());
          }
        });
    if (!impossible.isEmpty()) {
      LOG.warn(
          "{} buckets of models that can't be, {}/{} for one, are remembered from an earlier"
              + " version, and left out now",
          impossible.size(),
          impossible.first().modelName(),
          impossible.first().modelVersion());
    }
  }

  /** Builds the store. */
  public static StoreBuilder<?> builder() {
    return BucketEntries.builder();
  }

  private NavigableSet<Long> startsOf(Slot bucket) {
    return startsByModel.computeIfAbsent(bucket.model(), model -> new TreeSet<>());
  }

  /** What was kept of the spans of the buckets, by the version and settings before. */
  Optional<StoredBucketSpans> spans() {
    return entries.spans();
  }

  void put(StoredBucketSpans spans) {
    entries.put(spans);
  }

  /**
   * Adds counts to a bucket.
   *
   * @param listed the classes of the model's manifest
   */
  void add(Slot bucket, PartitionCounts more, Set<String> listed) {
    addTotals(bucket, more);
    BucketNames.Taking taking = names.into(bucket, listed);
    Map<String, ClassChange> changes = new HashMap<>();
    for (ClassCount each : more.getPredictedClasses()) {
      changeOf(changes, taking.predicted(each.getLabel())).predictions += each.getCount();
    }
    for (CellCount each : more.getCells()) {
      Counts.Cell cell = new Counts.Cell(each.getActual(), each.getPredicted());
      String predicted = taking.predicted(cell.predicted());
      changeOf(changes, predicted);
      changeOf(changes, taking.actual(cell)).labelled.merge(predicted, each.getCount(), Long::sum);
    }
    changes.forEach((name, change) -> apply(bucket, name, change));
    startsOf(bucket).add(bucket.startMs());
    cache.remove(bucket);
  }

  private static ClassChange changeOf(Map<String, ClassChange> changes, String name) {
    return changes.computeIfAbsent(name, any -> new ClassChange());
  }

  private void addTotals(Slot bucket, PartitionCounts more) {
    Counts sum = new Counts();
    entries.totals(bucket).ifPresent(sum::add);
    sum.addTotals(more);
    PartitionCounts totals =
        PartitionCounts.newBuilder()
            .setModelName(bucket.modelName())
            .setModelVersion(bucket.modelVersion())
            .setBucketStart(Instant.ofEpochMilli(bucket.startMs()))
            .setPredictions(0)
            .setCells(List.of())
            .setDelays(List.of())
            .build();
    CountParts.setTotals(totals, sum);
    entries.put(bucket, totals);
  }

  private void apply(Slot bucket, String className, ClassChange change) {
    Optional<StoredClassCounts> held = entries.ofClass(bucket, className);
    StoredClassCounts after = change.appliedTo(held);
    if (held.isEmpty() || !held.get().equals(after)) {
      entries.put(bucket, className, after);
    }
  }

  /** The counts of a bucket; not to be changed. */
  Counts counts(Slot bucket) {
    Optional<Counts> cached = cache.get(bucket);
    if (cached.isPresent()) {
      return cached.get();
    }
    Counts read = entries.counts(bucket);
    cache.put(bucket, read);
    return read;
  }

  /** The starts of the buckets of a model version, ascending: a read-only view. */
  NavigableSet<Long> starts(ModelVersion model) {
    return Collections.unmodifiableNavigableSet(
        startsByModel.getOrDefault(model, Collections.emptyNavigableSet()));
  }

  /** The start of the first bucket; empty when there is none. */
  OptionalLong firstStartMs() {
    return startsByModel.values().stream().mapToLong(NavigableSet::first).min();
  }

  /** The start of the last bucket; empty when there is none. */
  OptionalLong lastStartMs() {
    return startsByModel.values().stream().mapToLong(NavigableSet::last).max();
  }

  /** Goes through all buckets. */
  void forEach(BiConsumer<ModelVersion, Long> each) {
    startsByModel.forEach((model, starts) -> starts.forEach(start -> each.accept(model, start)));
  }

  /**
   * Deletes the buckets from a time on that can't be: the first versions counted records whose
   * times lay years ahead, in another unit, and no time would ever be behind their buckets.
   */
  void dropFrom(long impossibleMs) {
    int dropped = entries.delete(impossibleMs, Long.MAX_VALUE, DELETED_AT_ONCE);
    if (dropped > 0) {
      LOG.warn(
          "{} buckets from {} on are remembered from an earlier version, and given up now",
          dropped,
          Instant.ofEpochMilli(impossibleMs));
      startsByModel.values().forEach(starts -> starts.tailSet(impossibleMs, true).clear());
      startsByModel.values().removeIf(NavigableSet::isEmpty);
    }
  }

  /**
   * Forgets the buckets before a time, and deletes them as fast as is good for the task: the rest
   * with the next call.
   */
  void dropBefore(long startMs) {
    for (NavigableSet<Long> starts : startsByModel.values()) {
      NavigableSet<Long> dropped = starts.headSet(startMs, false);
      dropped.clear();
    }
    startsByModel.values().removeIf(NavigableSet::isEmpty);
    names.dropBefore(startMs);
    if (startMs > deletedBeforeMs
        && entries.delete(deletedBeforeMs, startMs, DELETED_AT_ONCE) < DELETED_AT_ONCE) {
      deletedBeforeMs = startMs;
    }
  }
}
