package dev.sightline.benchmarks.latency;

import dev.sightline.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What a consumer of committed predictions sees: for each image of a run the time from when it was
 * due to when its prediction was in hand, by this machine's clock, in milliseconds. A prediction
 * has the timestamp of its image. For one thread.
 */
final class Latencies implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Consumer<String, byte[]> consumer;

  /** From the ends of the predictions' partitions on. */
  Latencies(Map<String, Object> connection) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.PREDICTIONS.name()).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /**
   * Waits for all images of a run.
   *
   * @param prefix of their ids, which a number follows
   * @param warmUp how many of the first are left out
   * @return the latencies, ascending
   * @throws IllegalStateException when for a minute none comes
   */
  long[] await(String prefix, int count, int warmUp) {
    List<Long> measured = new ArrayList<>();
    int seen = 0;
    long lastNanos = System.nanoTime();
    while (seen < count) {
      for (ConsumerRecord<String, byte[]> prediction : consumer.poll(POLL)) {
        long now = System.currentTimeMillis();
        if (prediction.key().startsWith(prefix)) {
          seen++;
          lastNanos = System.nanoTime();
          if (Integer.parseInt(prediction.key().substring(prefix.length())) >= warmUp) {
            measured.add(now - prediction.timestamp());
          }
        }
      }
      if (System.nanoTime() - lastNanos > SILENCE.toNanos()) {
        throw new IllegalStateException(
            "only %d of %d predictions have come".formatted(seen, count));
      }
    }
    long[] ascending = measured.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(ascending);
    return ascending;
  }

  /** The least value that at least this share of the values does not exceed. */
  static long percentile(long[] ascending, double share) {
    return ascending[Math.max(0, (int) Math.ceil(share * ascending.length) - 1)];
  }

  @Override
  public void close() {
    consumer.close();
  }
}
