package dev.sightline.endtoend.interop;

import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Topics;
import java.time.Duration;
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
public final class Images implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final KafkaProducer<String, byte[]> producer;
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public Images(Map<String, Object> connection) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put("enable.idempotence", true);
    config.put("acks", "all");
    config.put("max.block.ms", PATIENCE.toMillis()); // a client forgets a broker that is away
    this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** Sends an image in the background, from the next batch on. */
  public void send(ImageEvent event, Serializer<ImageEvent> serializer) {
    String topic = Topics.IMAGES.name();
    send(event.getId(), serializer.serialize(topic, event));
  }

  /** Sends the bytes of an image's record. */
  public void send(String id, byte[] value) {
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
  public int written() {
    return written.get();
  }

  /** Waits until all is written. */
  public void flush() {
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
