package dev.sightline.app.deadletters;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets behind all that was written, once all of it can be read: a transaction that is open
 * hides what others have committed behind it, and a marker that is not seen would let a dead letter
 * be replayed twice.
 */
final class SettledEnds {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Supplier<Map<TopicPartition, Long>> readable;
  private final Duration within;

  /**
   * @param readable the ends of what a reader of committed records sees
   * @param within how long to wait for transactions
   */
  SettledEnds(Supplier<Map<TopicPartition, Long>> readable, Duration within) {
    this.readable = readable;
    this.within = within;
  }

  /**
   * Waits for the transactions that are open now.
   *
   * @param written the ends of all that was written, committed or not
   * @return the same
   * @throws IllegalStateException when one stays open; the message names the place
   */
  Map<TopicPartition, Long> await(Map<TopicPartition, Long> written) throws InterruptedException {
    for (long left = within.dividedBy(LOOK_EVERY); ; left--) {
      Map<TopicPartition, Long> seen = readable.get();
      Map<TopicPartition, Long> hidden = new HashMap<>(seen);
      hidden.keySet().removeIf(each -> seen.get(each) >= written.get(each));
      if (hidden.isEmpty()) {
        return written;
      }
      if (left <= 0) {
        throw new IllegalStateException(
            "nothing is replayed: a transaction does not end at %s, and what was replayed before"
                    .formatted(hidden)
                + " may stand behind it; kafka-transactions.sh find-hanging names it");
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  /** The ends of all that was written, committed or not. */
  static Map<TopicPartition, Long> written(Admin admin, Collection<TopicPartition> partitions)
      throws InterruptedException {
    try {
      return admin
          .listOffsets(
              partitions.stream()
                  .collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.latest())))
          .all()
          .get()
          .entrySet()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    } catch (ExecutionException failure) {
      throw new KafkaException(
          "can't look at the ends of dead-letters: " + failure.getCause().getMessage(),
          failure.getCause());
    }
  }
}
