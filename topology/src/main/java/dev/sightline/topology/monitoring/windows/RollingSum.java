package dev.sightline.topology.monitoring.windows;

import dev.sightline.models.ModelVersion;

/**
 * The counts of one window of a model version after another, ascending: each is the one before, and
 * what enters, less what leaves. So all windows of a model version together read each bucket twice
 * at the most, whatever their length. For one thread.
 */
final class RollingSum {
  private final BucketStore buckets;
  private final ModelVersion model;
  private Counts sum = new Counts();
  private long fromMs = Long.MIN_VALUE;
  private long toMs = Long.MIN_VALUE;

  RollingSum(BucketStore buckets, ModelVersion model) {
    this.buckets = buckets;
    this.model = model;
  }

  /**
   * The counts of a window, until the next is asked for; not to be changed.
   *
   * @param startMs no earlier than that of the window before
   * @param endMs no earlier than that of the window before
   */
  Counts of(long startMs, long endMs) {
    if (startMs >= toMs) {
      sum = new Counts();
      fromMs = startMs;
      toMs = startMs;
    }
    for (long leaving : buckets.starts(model).subSet(fromMs, startMs)) {
      sum.subtract(buckets.counts(new Slot(leaving, model)));
    }
    for (long entering : buckets.starts(model).subSet(toMs, endMs)) {
      sum.add(buckets.counts(new Slot(entering, model)));
    }
    fromMs = startMs;
    toMs = endMs;
    return sum;
  }
}
