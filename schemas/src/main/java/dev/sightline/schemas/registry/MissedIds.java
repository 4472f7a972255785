package dev.sightline.schemas.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The schema ids that a registry did not have, each for a short while. An id is given out before a
 * record can bear it, so an id that is not there hardly ever comes; but a replica of the registry
 * may lag behind, so it is not held against the id for good. Safe for many threads.
 */
final class MissedIds {
  static final Duration KEPT_FOR = Duration.ofSeconds(10);

  /** A stranger can make up four thousand million ids. */
  private static final int MOST = 10_000;

  private record Miss(String reason, long atNanos) {}

  private final LongSupplier nanoTime;

  private final Map<Integer, Miss> misses =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Miss> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param nanoTime as {@code System.nanoTime()}
   */
  MissedIds(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Remembers that an id was not there. */
  synchronized void add(int id, String reason) {
    misses.remove(id); // so that it counts as the youngest
    misses.put(id, new Miss(reason, nanoTime.getAsLong()));
  }

  /** Takes it back: the id is there by now. */
  synchronized void remove(int id) {
    misses.remove(id);
  }

  /** Why there is no schema with an id, if that was found out a short while ago. */
  synchronized Optional<String> reason(int id) {
    Miss miss = misses.get(id);
    if (miss != null && nanoTime.getAsLong() - miss.atNanos > KEPT_FOR.toNanos()) {
      misses.remove(id);
      return Optional.empty();
    }
    return Optional.ofNullable(miss).map(Miss::reason);
  }
}
