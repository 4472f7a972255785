package dev.sightline.topology.monitoring.windows;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.PartitionCounts;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The buckets of a task and the windows that they make, whatever settings they were made with: a
 * window that would lack a bucket, or cut one of another length, is none of these. For the task's
 * thread.
 */
final class HeldBuckets {
  private static final Logger LOG = LoggerFactory.getLogger(HeldBuckets.class);

  private final BucketStore store;
  private final RollingWindows windows;
  private BucketSpans spans;
  private boolean kept;

  /**
   * @param timeMs the task's stream time, below 0 when it has none yet
   */
  HeldBuckets(BucketStore store, RollingWindows windows, long timeMs) {
    this.store = store;
    this.windows = windows;
    BucketSpans before =
        store.spans().map(BucketSpans::of).orElseGet(() -> ofAnEarlierVersion(timeMs));
    this.spans = before.inLengthsOf(windows.bucketLengthMs(), store.lastStartMs());
    this.kept = spans.equals(before) && store.spans().isPresent();
    spans
        .untilMsByLengthMs()
        .forEach(
            (lengthMs, untilMs) ->
                LOG.info(
                    "until {} there are buckets of {} ms, now they have {} ms: windows that would"
                        + " cut one are left out",
                    Instant.ofEpochMilli(untilMs),
                    lengthMs,
                    windows.bucketLengthMs()));
  }

  /**
   * An earlier version did not keep them; its settings are taken to be today's. It dropped the
   * buckets before the first window that was held. Where its first bucket lies near that, windows
   * that begin before may lack some; far behind that, nothing was before.
   */
  private BucketSpans ofAnEarlierVersion(long timeMs) {
    long firstHeld = windows.firstHeld(Math.max(timeMs, store.lastStartMs().orElse(timeMs)));
    long first = store.firstStartMs().orElse(firstHeld);
    boolean near = first > firstHeld && first < firstHeld + windows.sizeMs();
    long keptFrom = near && firstHeld > 0 ? first : firstHeld;
    return BucketSpans.of(keptFrom, windows.bucketLengthMs());
  }

  /**
   * Adds counts to their bucket.
   *
   * @param listed the classes of the model's manifest
   * @return false when the bucket is closed
   */
  boolean add(ModelVersion model, PartitionCounts counts, Set<String> listed, long timeMs) {
    long startMs = startMs(counts);
    long lengthMs = lengthMs(counts);
    if (startMs < spans.keptFromMs() || !windows.isOpen(startMs, lengthMs, timeMs)) {
      return false;
    }
    keep(spans.with(lengthMs, startMs + lengthMs));
    store.add(new Slot(startMs, model), counts, listed);
    return true;
  }

  /** Earlier versions did not say the length; it is taken to be today's. */
  private long lengthMs(PartitionCounts counts) {
    return counts.getBucketLengthMs() == 0 ? windows.bucketLengthMs() : counts.getBucketLengthMs();
  }

  private long startMs(PartitionCounts counts) {
    long startMs = counts.getBucketStart().toEpochMilli();
    return counts.getBucketLengthMs() == 0 ? windows.bucketOf(startMs) : startMs;
  }

  /** Before a bucket changes, so that both belong to the same transaction. */
  private void keep(BucketSpans now) {
    if (!kept || !now.equals(spans)) {
      spans = now;
      store.put(now.stored());
      kept = true;
    }
  }

  /** The windows that the bucket of counts is part of. */
  void forEachWindowOf(PartitionCounts counts, LongConsumer each) {
    madeOf(startMs(counts)).forEach(each);
  }

  /** All windows that these buckets make. */
  void forEachWindow(BiConsumer<ModelVersion, Long> each) {
    store.forEach(
        (model, startMs) -> madeOf(startMs).forEach(windowMs -> each.accept(model, windowMs)));
  }

  private LongStream madeOf(long bucketStartMs) {
    return windows.windowsOf(bucketStartMs).filter(this::make);
  }

  /** Whether these buckets make the window of a start: one of another length can come any time. */
  boolean make(long windowStartMs) {
    return spans.make(windowStartMs, windows.endOf(windowStartMs));
  }

  /** Whether a version has buckets. */
  boolean has(ModelVersion model) {
    return !store.starts(model).isEmpty();
  }

  RollingSum rollingSum(ModelVersion model) {
    return new RollingSum(store, model);
  }

  /** Drops the buckets before a time. */
  void drop(long beforeMs) {
    if (beforeMs > spans.keptFromMs()) {
      keep(spans.from(beforeMs));
    }
    store.dropBefore(spans.keptFromMs());
  }
}
