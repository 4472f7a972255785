package dev.sightline.endtoend.interop;

import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A source of images that writes each of them once, whatever the broker does meanwhile. */
final class Images implements AutoCloseable {
  private final KafkaProducer<String, byte[]> producer;
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  Images(Map<String, Object> connection) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put("enable.idempotence", true);
    config.put("acks", "all");
    this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** Sends an image in the background, from the next batch on. */
  void send(ImageEvent event, Serializer<ImageEvent> serializer) {
    String topic = Topics.IMAGES.name();
    send(event.getId(), serializer.serialize(topic, event));
  }

  /** Sends the bytes of an image's record. */
  void send(String id, byte[] value) {
    producer.send(
        new ProducerRecord<>(Topics.IMAGES.name(), id, value),
        (acknowledged, notWritten) -> {
          if (notWritten == null) {
            written.incrementAndGet();
          } else {
            failure.compareAndSet(null, notWritten);
          }
        });
  }

  /** How many the broker has acknowledged. */
  int written() {
    return written.get();
  }

  /** Waits until all is written. */
  void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new AssertionError("an image was not written", failure.get());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
