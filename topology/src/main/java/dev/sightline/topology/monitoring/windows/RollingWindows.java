package dev.sightline.topology.monitoring.windows;

import java.util.stream.LongStream;

/**
 * The arithmetic of rolling windows over buckets of event time, all in ms. A window starts at each
 * multiple of the advance and is the sum of the buckets in it. Immutable.
 *
 * <p>A change reaches a bucket as long as stream time has not passed the bucket's end by retention
 * and grace: it is <em>open</em>. A window is <em>held</em> as long as one of its buckets is open,
 * a bucket as long as a window that starts with it is: so all buckets of a held window are there.
 */
final class RollingWindows {
  private final long sizeMs;
  private final long advanceMs;
  private final long reachMs;

  RollingWindows(MetricsSettings settings) {
    sizeMs = settings.windowSize().toMillis();
    advanceMs = settings.windowAdvance().toMillis();
    reachMs = settings.retention().plus(settings.grace()).toMillis();
  }

  /** The length of a window. */
  long sizeMs() {
    return sizeMs;
  }

  /** The length of a bucket. */
  long bucketLengthMs() {
    return advanceMs;
  }

  /** The start of the bucket of a timestamp. */
  long bucketOf(long timestampMs) {
    return Math.floorDiv(timestampMs, advanceMs) * advanceMs;
  }

  /** The starts of the windows in which a bucket of any length begins, ascending; from 0 on. */
  LongStream windowsOf(long bucketStartMs) {
    long first = Math.max(0, bucketOf(bucketStartMs - sizeMs) + advanceMs);
    return LongStream.iterate(first, start -> start <= bucketStartMs, start -> start + advanceMs);
  }

  /** The end of a window, exclusive. */
  long endOf(long windowStartMs) {
    return windowStartMs + sizeMs;
  }

  boolean isOpen(long bucketStartMs, long lengthMs, long streamTimeMs) {
    return streamTimeMs < bucketStartMs + lengthMs + reachMs;
  }

  boolean isHeld(long windowStartMs, long streamTimeMs) {
    return streamTimeMs < windowStartMs + sizeMs + reachMs;
  }

  /** The start of the first window that is held; from 0 on. */
  long firstHeld(long streamTimeMs) {
    return Math.max(0, bucketOf(streamTimeMs - sizeMs - reachMs) + advanceMs);
  }
}
