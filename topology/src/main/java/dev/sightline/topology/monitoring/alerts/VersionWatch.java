package dev.sightline.topology.monitoring.alerts;

import dev.sightline.schemas.StoredAlarm;
import dev.sightline.schemas.StoredWatch;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is remembered of one model version. For the task's thread. */
final class VersionWatch {
  private final Map<String, WatchState> byStatistic = new TreeMap<>();
  private Optional<Correctness> correctness = Optional.empty();
  private long images;
  private long seenAtMs;

  /** That of a version that nothing is known of. */
  static VersionWatch start() {
    return new VersionWatch();
  }

  static VersionWatch of(StoredWatch stored) {
    VersionWatch watch = new VersionWatch();
    watch.images = stored.getImages();
    watch.seenAtMs = stored.getSeenAt().toEpochMilli();
    stored.getAlarms().forEach((name, alarm) -> watch.put(name, WatchState.of(alarm)));
    watch.correctness = Optional.ofNullable(stored.getAdwin()).map(Correctness::of);
    return watch;
  }

  StoredWatch stored() {
    Map<String, StoredAlarm> alarms = new HashMap<>();
    byStatistic.forEach((name, state) -> alarms.put(name, state.stored()));
    return new StoredWatch(
        images,
        Instant.ofEpochMilli(seenAtMs),
        alarms,
        correctness.map(Correctness::stored).orElse(null));
  }

  /** Some more predictions were counted. */
  void saw(long more, long nowMs) {
    images += more;
    seenAtMs = Math.max(seenAtMs, nowMs);
  }

  /** Some first labels came, of which so many were right. */
  void labelled(long hits, long labels) {
    if (labels > 0) {
      if (correctness.isEmpty()) {
        correctness = Optional.of(Correctness.start());
      }
      correctness.get().add(hits, labels, images);
    }
  }

  /** Right and wrong by the labels so far; empty as long as none came. */
  Optional<Correctness> correctness() {
    return correctness;
  }

  /** Predictions that were counted. */
  long images() {
    return images;
  }

  /** When one was counted last, by the wall clock. */
  long seenAtMs() {
    return seenAtMs;
  }

  Optional<WatchState> get(String statistic) {
    return Optional.ofNullable(byStatistic.get(statistic));
  }

  void put(String statistic, WatchState state) {
    byStatistic.put(statistic, state);
  }

  /** All states by statistic, in order; not to be changed. */
  Map<String, WatchState> all() {
    return byStatistic;
  }
}
