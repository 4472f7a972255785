package dev.sightline.dashboard.feed;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the reading of each partition of a topic goes on: behind the last record taken in, or at
 * the look back where none was. Outlives the consumer. For one thread.
 */
final class Places {
  private final String topic;
  private final LookBack lookBack;
  private final InstantSource clock;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private Map<TopicPartition, Long> ends = Map.of();

  Places(String topic, LookBack lookBack, InstantSource clock) {
    this.topic = topic;
    this.lookBack = lookBack;
    this.clock = clock;
  }

  /**
   * Assigns all partitions that there are now, each at its place.
   *
   * @throws MissingTopicException when there is no such topic
   */
  void assign(Consumer<?, ?> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    consumer.assign(partitions);
    List<TopicPartition> fresh =
        partitions.stream().filter(each -> !next.containsKey(each)).toList();
    if (!fresh.isEmpty()) {
      ends = consumer.endOffsets(partitions);
      next.putAll(starts(consumer, fresh));
    }
    seek(consumer);
  }

  /** Whether the topic has got more partitions than are assigned. */
  boolean haveGrown(Consumer<?, ?> consumer) {
    return partitions(consumer).size() > consumer.assignment().size();
  }

  /** Goes back to the first record that was not taken in. */
  void seek(Consumer<?, ?> consumer) {
    consumer.assignment().forEach(partition -> consumer.seek(partition, next.get(partition)));
  }

  void taken(TopicPartition partition, long offset) {
    next.put(partition, offset + 1);
  }

  /** Whether a consumer has come to where the partitions ended when they were first assigned. */
  boolean reachedEnds(Consumer<?, ?> consumer) {
    return consumer.assignment().stream()
        .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
  }

  private List<TopicPartition> partitions(Consumer<?, ?> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new MissingTopicException(topic);
    }
    return partitions;
  }

  private Map<TopicPartition, Long> starts(
      Consumer<?, ?> consumer, List<TopicPartition> partitions) {
    long since = Math.max(0, clock.instant().minus(lookBack.time()).toEpochMilli());
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since));
    Map<TopicPartition, OffsetAndTimestamp> byTime = consumer.offsetsForTimes(times);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    long each = lookBack.records() / partitions.size();
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long end = ends.get(partition);
      OffsetAndTimestamp timely = byTime.get(partition);
      long first = Math.max(begins.get(partition), end - each);
      starts.put(partition, Math.max(first, timely == null ? end : timely.offset()));
    }
    return starts;
  }
}
