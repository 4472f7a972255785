package dev.sightline.dashboard.present;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which part has changed since when, by a number that grows with each change. Whoever knows the
 * number of his last look learns what to look at again: nothing is missed, whatever happened
 * between. Safe for many threads.
 */
public final class Changes {
  private final Map<Part, Long> last = new EnumMap<>(Part.class);
  private long number;

  /** Notes that a part has changed, and returns the change's number, from 1. */
  public synchronized long mark(Part part) {
    number++;
    last.put(part, number);
    return number;
  }

  /** The number of the last change; 0 before the first. */
  public synchronized long number() {
    return number;
  }

  /** The parts that have changed since a number. */
  public synchronized Set<Part> since(long seen) {
    Set<Part> changed = EnumSet.noneOf(Part.class);
    last.forEach(
        (part, at) -> {
          if (at > seen) {
            changed.add(part);
          }
        });
    return changed;
  }
}
