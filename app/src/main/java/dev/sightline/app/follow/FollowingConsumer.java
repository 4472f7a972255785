package dev.sightline.app.follow;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The consumer of those who follow: of committed records, unless the user says otherwise. */
final class FollowingConsumer {
  private FollowingConsumer() {}

  /**
   * Opens one; the caller closes it.
   *
   * @param config of the Kafka clients
   */
  static Consumer<byte[], byte[]> open(Map<String, Object> config) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
