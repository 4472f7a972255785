package dev.sightline.app.replay;

import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.trainer.data.EncodedExample;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Publishes images and labels. Records are sent in the background; a record that was not written
 * makes the next call throw, the last {@link #flush()} at the latest; but for an image that is too
 * large for its topic, which is noted. For one thread; the producer is the caller's to close.
 */
public final class ImagePublisher {
  private final Producer<String, byte[]> producer;
  private final Serializer<ImageEvent> images;
  private final Serializer<Label> labels;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Map<String, String> tooLarge = Collections.synchronizedMap(new LinkedHashMap<>());

  public ImagePublisher(
      Producer<String, byte[]> producer, Serializer<ImageEvent> images, Serializer<Label> labels) {
    this.producer = producer;
    this.images = images;
    this.labels = labels;
  }

  /** To the topics in Avro, under schemas of a registry. */
  public static ImagePublisher to(
      Producer<String, byte[]> producer, SchemaRegistry registry, Map<String, ?> config) {
    return new ImagePublisher(
        producer,
        new AvroSerializer<>(ImageEvent.class, registry, config),
        new AvroSerializer<>(Label.class, registry, config));
  }

  /** Publishes an encoded image; the record's timestamp is {@code capturedAt}. */
  public void image(String id, EncodedExample image, Instant capturedAt) {
    ImageEvent event =
        ImageEvent.newBuilder()
            .setId(id)
            .setContent(ByteBuffer.wrap(image.content()))
            .setEncoding(ImageEncoding.ENCODED)
            .setCapturedAt(capturedAt)
            .setSource(image.name())
            .build();
    send(
        Topics.IMAGES,
        images,
        id,
        event,
        capturedAt,
        notWritten -> {
          if (notWritten instanceof RecordTooLargeException) {
            tooLarge.put(id, image.name());
          } else {
            failed(notWritten);
          }
        });
  }

  /** Publishes the truth about an image; the record's timestamp is {@code labelledAt}. */
  public void label(String id, String label, Instant labelledAt) {
    Label truth =
        Label.newBuilder()
            .setId(id)
            .setLabel(label)
            .setLabelledAt(labelledAt)
            .setOrigin("replay")
            .build();
    send(Topics.LABELS, labels, id, truth, labelledAt, this::failed);
  }

  /** Whether an image is known to be too large for its topic. */
  boolean isTooLarge(String id) {
    return tooLarge.containsKey(id);
  }

  /** The names of the images that were too large for their topic, so far. */
  List<String> tooLarge() {
    synchronized (tooLarge) {
      return List.copyOf(tooLarge.values());
    }
  }

  /**
   * Waits until everything is written.
   *
   * @throws KafkaException when a record was not
   */
  public void flush() {
    producer.flush();
    throwFailure();
  }

  private <T> void send(
      Topic<T> topic,
      Serializer<T> serializer,
      String id,
      T value,
      Instant timestamp,
      Consumer<Exception> whenNotWritten) {
    throwFailure();
    byte[] bytes = serializer.serialize(topic.name(), value);
    producer.send(
        new ProducerRecord<>(topic.name(), null, timestamp.toEpochMilli(), id, bytes),
        (written, notWritten) -> {
          if (notWritten != null) {
            whenNotWritten.accept(notWritten);
          }
        });
  }

  private void failed(Exception notWritten) {
    failure.compareAndSet(null, notWritten);
  }

  private void throwFailure() {
    Exception cause = failure.get();
    if (cause != null) {
      throw new KafkaException("a record was not published: " + cause.getMessage(), cause);
    }
  }
}
