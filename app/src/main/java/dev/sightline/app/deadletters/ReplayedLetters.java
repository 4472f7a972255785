package dev.sightline.app.deadletters;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The dead letters that were replayed, as their markers say. Memory: some 50 bytes each. */
final class ReplayedLetters {
  private final Map<Integer, Set<Long>> offsets = new HashMap<>();

  /** Takes a record of {@code dead-letters} in; only markers count. */
  void add(ConsumerRecord<?, ?> record) {
    ReplayMarker.replayed(record)
        .ifPresent(
            offset ->
                offsets.computeIfAbsent(record.partition(), any -> new HashSet<>()).add(offset));
  }

  boolean contains(Letter letter) {
    return offsets.getOrDefault(letter.partition(), Set.of()).contains(letter.offset());
  }
}
