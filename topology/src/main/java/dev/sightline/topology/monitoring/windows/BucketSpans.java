package dev.sightline.topology.monitoring.windows;

import dev.sightline.schemas.StoredBucketLength;
import dev.sightline.schemas.StoredBucketSpans;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What time the buckets of a task cover, and in what lengths. It is kept with them, so that other
 * settings than they were made with never make a window of some of its buckets, or of half of one.
 * Immutable.
 *
 * @param keptFromMs all buckets from here on are kept: windows that start earlier are not complete
 * @param lengthMs of a bucket by the settings
 * @param untilMsByLengthMs of buckets of other lengths, the end of the last one at the latest
 */
record BucketSpans(long keptFromMs, long lengthMs, SortedMap<Long, Long> untilMsByLengthMs) {

  BucketSpans {
    untilMsByLengthMs = new TreeMap<>(untilMsByLengthMs);
    untilMsByLengthMs.remove(lengthMs); // these settings were in use before
  }

  /** Those of buckets of one length. */
  static BucketSpans of(long keptFromMs, long lengthMs) {
    return new BucketSpans(keptFromMs, lengthMs, new TreeMap<>());
  }

  /** Those that are stored. */
  static BucketSpans of(StoredBucketSpans stored) {
    TreeMap<Long, Long> untilMsByLengthMs = new TreeMap<>();
    for (StoredBucketLength each : stored.getOtherLengths()) {
      untilMsByLengthMs.put(each.getLengthMs(), each.getUntil().toEpochMilli());
    }
    return new BucketSpans(
        stored.getKeptFrom().toEpochMilli(), stored.getLengthMs(), untilMsByLengthMs);
  }

  StoredBucketSpans stored() {
    List<StoredBucketLength> others =
        untilMsByLengthMs.entrySet().stream()
            .map(
                each ->
                    new StoredBucketLength(each.getKey(), Instant.ofEpochMilli(each.getValue())))
            .toList();
    return new StoredBucketSpans(Instant.ofEpochMilli(keptFromMs), lengthMs, others);
  }

  /**
   * With buckets of a length from now on.
   *
   * @param lastStartMs that of the last bucket so far; empty when there is none
   */
  BucketSpans inLengthsOf(long nowLengthMs, OptionalLong lastStartMs) {
    if (nowLengthMs == lengthMs) {
      return this;
    }
    BucketSpans now = new BucketSpans(keptFromMs, nowLengthMs, untilMsByLengthMs);
    return lastStartMs.isEmpty() ? now : now.with(lengthMs, lastStartMs.getAsLong() + lengthMs);
  }

  /** With a bucket that ends at a time. */
  BucketSpans with(long bucketLengthMs, long endMs) {
    if (bucketLengthMs == lengthMs
        || untilMsByLengthMs.getOrDefault(bucketLengthMs, Long.MIN_VALUE) >= endMs) {
      return this;
    }
    BucketSpans more = new BucketSpans(keptFromMs, lengthMs, untilMsByLengthMs);
    more.untilMsByLengthMs.put(bucketLengthMs, endMs);
    return more;
  }

  /** With the buckets of a time on alone. */
  BucketSpans from(long startMs) {
    BucketSpans later = new BucketSpans(startMs, lengthMs, untilMsByLengthMs);
    later.untilMsByLengthMs.values().removeIf(untilMs -> untilMs <= startMs);
    return later;
  }

  /** Whether a window of this start and end is the sum of whole buckets, all of them kept. */
  boolean make(long windowStartMs, long windowEndMs) {
    return windowStartMs >= keptFromMs
        && isBetweenBuckets(windowStartMs)
        && isBetweenBuckets(windowEndMs);
  }

  private boolean isBetweenBuckets(long timeMs) {
    return untilMsByLengthMs.entrySet().stream()
        .allMatch(each -> timeMs >= each.getValue() || timeMs % each.getKey() == 0);
  }
}
