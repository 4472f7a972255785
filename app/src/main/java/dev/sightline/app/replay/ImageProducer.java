package dev.sightline.app.replay;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The producer of images and labels: what it has sent is written once and by every replica. */
public final class ImageProducer {
  private ImageProducer() {}

  /**
   * Opens one; the caller closes it.
   *
   * @param config of the Kafka clients
   */
  public static Producer<String, byte[]> open(Map<String, Object> config) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }
}
