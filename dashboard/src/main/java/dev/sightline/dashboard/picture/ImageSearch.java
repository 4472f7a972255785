package dev.sightline.dashboard.picture;

import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.serde.UnreadableRecordException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Finds one image on its topic by its id and timestamp: a prediction has the timestamp of its
 * image, and the broker finds offsets by time. So the topic is not read as a whole, and looking
 * costs only when somebody looks. For one thread; the consumer is the caller's.
 *
 * <p>The partition of the prediction comes first: it is the image's too, unless a client placed the
 * image by another hash of the key.
 */
final class ImageSearch {
  private static final Duration POLL = Duration.ofMillis(100);

  /** Records a partition that may be looked at: those with the same timestamp, and stragglers. */
  private static final int MOST_RECORDS = 2_000;

  private final Consumer<String, byte[]> consumer;
  private final Function<byte[], ImageEvent> reading;
  private final Duration atMost;
  private final InstantSource clock;

  /**
   * @param atMost how long a search may take
   */
  ImageSearch(
      Consumer<String, byte[]> consumer,
      Function<byte[], ImageEvent> reading,
      Duration atMost,
      InstantSource clock) {
    this.consumer = consumer;
    this.reading = reading;
    this.atMost = atMost;
    this.clock = clock;
  }

  /**
   * Finds one.
   *
   * @return empty when it is not there
   * @throws TimeoutException when it is not found in time
   * @throws UnreadableRecordException when its record can't be read
   */
  Optional<ImageEvent> find(String id, long timestampMs, int partition) {
    List<TopicPartition> all =
        consumer.partitionsFor(Topics.IMAGES.name()).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    long deadline = clock.millis() + atMost.toMillis();
    List<TopicPartition> likely = new ArrayList<>(all);
    likely.removeIf(each -> each.partition() != partition);
    List<TopicPartition> others = new ArrayList<>(all);
    others.removeAll(likely);
    return search(likely, id, timestampMs, deadline)
        .or(() -> search(others, id, timestampMs, deadline));
  }

  private Optional<ImageEvent> search(
      List<TopicPartition> partitions, String id, long timestampMs, long deadline) {
    Map<TopicPartition, Integer> left = new HashMap<>();
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, timestampMs));
    Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
    starts.forEach(
        (partition, start) -> {
          if (start != null) {
            left.put(partition, MOST_RECORDS);
          }
        });
    consumer.assign(left.keySet());
    left.keySet().forEach(each -> consumer.seek(each, starts.get(each).offset()));
    Map<TopicPartition, Long> ends = Map.of();
    while (!left.isEmpty() && clock.millis() < deadline) {
      Set<TopicPartition> done = new HashSet<>();
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (id.equals(record.key())) {
          return Optional.ofNullable(record.value()).map(reading);
        }
        TopicPartition looked = new TopicPartition(record.topic(), record.partition());
        if (left.merge(looked, -1, Integer::sum) <= 0) {
          done.add(looked);
        }
      }
      if (ends.isEmpty()) {
        ends = consumer.endOffsets(left.keySet()); // most are found without
      }
      Map<TopicPartition, Long> at = ends;
      left.keySet().stream()
          .filter(each -> consumer.position(each) >= at.get(each))
          .forEach(done::add);
      left.keySet().removeAll(done);
      consumer.assign(left.keySet());
    }
    if (!left.isEmpty()) {
      throw new TimeoutException("not found within " + atMost.toMillis() + " ms");
    }
    return Optional.empty();
  }
}
