package dev.sightline.dashboard.feed;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The consumers of the dashboard: of committed records, in no group, with little in hand. */
public final class FeedConsumer {
  /** What is waited for is said within this time. */
  private static final int ANSWER_WITHIN_MS = 10_000;

  /** A broker that is away is not asked more often than that, by each of the consumers. */
  private static final int RECONNECT_WITHIN_MS = 5_000;

  private static final int PARTITION_BYTES = 512 * 1024;

  private FeedConsumer() {}

  /**
   * Opens one; the caller closes it.
   *
   * @param config of the Kafka clients: bootstrap.servers, security
   * @param fetchBytes how much one fetch brings; a larger record is brought whole
   * @param records how many a poll hands over at the most
   */
  public static Consumer<String, byte[]> open(Map<String, ?> config, int fetchBytes, int records) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, records);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetchBytes);
    settings.put(
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Math.min(fetchBytes, PARTITION_BYTES));
    settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    settings.putIfAbsent(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_WITHIN_MS);
    settings.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
