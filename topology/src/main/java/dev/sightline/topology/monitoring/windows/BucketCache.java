package dev.sightline.topology.monitoring.windows;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The buckets that were read last, as far as memory is set apart for them: rolling sums read most
 * of them each time. For one thread, which must not change what it gets.
 */
final class BucketCache {
  /** Cells and classes of all that are kept: some tens of megabytes. */
  private static final int MAX_COUNTS = 400_000;

  /** What histograms of image statistics weigh: 11 KB, at some hundred bytes a cell. */
  private static final int IMAGES_WEIGHT = 110;

  private final Map<Slot, Counts> lastRead = new LinkedHashMap<>(16, 0.75f, true);
  private long counts;

  Optional<Counts> get(Slot bucket) {
    return Optional.ofNullable(lastRead.get(bucket));
  }

  void put(Slot bucket, Counts read) {
    remove(bucket);
    lastRead.put(bucket, read);
    counts += weightOf(read);
    Iterator<Counts> eldestFirst = lastRead.values().iterator();
    while (counts > MAX_COUNTS && eldestFirst.hasNext()) {
      counts -= weightOf(eldestFirst.next());
      eldestFirst.remove();
    }
  }

  void remove(Slot bucket) {
    Counts removed = lastRead.remove(bucket);
    counts -= removed == null ? 0 : weightOf(removed);
  }

  private static long weightOf(Counts read) {
    return 10L
        + read.cells().size()
        + read.classes().size()
        + (read.images().isHeld() ? IMAGES_WEIGHT : 0);
  }
}
