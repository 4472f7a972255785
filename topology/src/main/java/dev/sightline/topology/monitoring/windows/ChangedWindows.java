package dev.sightline.topology.monitoring.windows;

import dev.sightline.models.ModelVersion;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The windows that are still to be emitted, by model version. They are handed out in rounds, each
 * of those that changed before it began: so none waits for ever, whatever changes meanwhile. For
 * one thread.
 */
final class ChangedWindows {
  private TreeMap<ModelVersion, NavigableSet<Long>> round = new TreeMap<>();
  private TreeMap<ModelVersion, NavigableSet<Long>> next = new TreeMap<>();

  /** The changed windows of one model version, by their starts. */
  record OfModel(ModelVersion model, NavigableSet<Long> startsMs) {}

  void add(ModelVersion model, long startMs) {
    next.computeIfAbsent(model, any -> new TreeSet<>()).add(startMs);
  }

  /**
   * Hands out the windows of one model version after another, until the round is over or a receiver
   * leaves some: those are handed out first the next time.
   *
   * @param receiver takes windows out of what it gets
   */
  void handOut(Consumer<OfModel> receiver) {
    if (round.isEmpty()) {
      round = next;
      next = new TreeMap<>();
    }
    while (!round.isEmpty()) {
      Map.Entry<ModelVersion, NavigableSet<Long>> first = round.firstEntry();
      receiver.accept(new OfModel(first.getKey(), first.getValue()));
      if (!first.getValue().isEmpty()) {
        return;
      }
      round.remove(first.getKey());
    }
  }

  /** The start of the earliest of all; empty when there is none. */
  OptionalLong earliestMs() {
    return Stream.of(round, next)
        .flatMap(windows -> windows.values().stream())
        .mapToLong(NavigableSet::first)
        .min();
  }

  void clear() {
    round.clear();
    next.clear();
  }
}
