package dev.sightline.topology.webhook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which alarms stand where a partition is read for the first time: of all that it says up to its
 * present end, those whose last word is that they are raised. What was raised and cleared long ago
 * is told to nobody who was not there.
 */
final class StandingAlarms {
  private final long end;
  private final Map<String, Parcel> raised = new LinkedHashMap<>();

  /**
   * @param end the offset before which a record is old
   */
  StandingAlarms(long end) {
    this.end = end;
  }

  long end() {
    return end;
  }

  /** The last word so far on what has this key: it is raised. */
  void raised(String key, Parcel alert) {
    raised.remove(key);
    raised.put(key, alert);
  }

  /** The same: it is not. */
  void cleared(String key) {
    raised.remove(key);
  }

  /** Those that stand, by when they were raised. */
  List<Parcel> inOrder() {
    return new ArrayList<>(raised.values());
  }
}
