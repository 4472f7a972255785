package dev.sightline.topology.monitoring.windows;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Predictions by predicted class. An accumulator for one thread.
 *
 * <p>Predictions come from anywhere, and these counts travel in one record: their names share
 * {@value #NAME_BYTES} bytes, enough for thousands of classes. What finds no room is counted as
 * {@value #OTHER}, so the total stays exact.
 */
final class PredictedClasses {
  /** The classes that share one name. */
  static final String OTHER = "(other predicted)";

  static final int NAME_BYTES = 256 << 10;

  private static final int COUNT_BYTES = 10;

  private final SortedMap<String, Long> countByClass = new TreeMap<>();
  private int bytes;

  void add(String name, long count) {
    if (count != 0) {
      countByClass.merge(hasRoomFor(name) ? name : OTHER, count, Long::sum);
    }
  }

  private boolean hasRoomFor(String name) {
    if (countByClass.containsKey(name)) {
      return true;
    }
    int more = name.getBytes(StandardCharsets.UTF_8).length + COUNT_BYTES;
    if (bytes + more > NAME_BYTES) {
      return false;
    }
    bytes += more;
    return true;
  }

  boolean isEmpty() {
    return countByClass.isEmpty();
  }

  /** The classes that were predicted: a read-only view. */
  SortedMap<String, Long> counts() {
    return Collections.unmodifiableSortedMap(countByClass);
  }
}
