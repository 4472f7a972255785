package dev.sightline.benchmarks.chaos;

import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.trainer.data.EncodedExample;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes images at a steady rate, and labels some time later. Every fourth image is of one
 * camera, whose clock can be wrong. While a fault befalls the images, some are slow, or no images.
 */
final class Traffic implements Callable<Void>, Faulty {
  private static final Duration CAMERA_AHEAD = Duration.ofMinutes(30);
  private static final int CAMERA_EVERY = 4;
  private static final int SLOW_EVERY = 20;
  private static final int POISON_EVERY = 5;

  private final Producer<byte[], byte[]> producer;
  private final AvroSerializer<ImageEvent> avro;
  private final LabelTraffic labels;
  private final List<EncodedExample> examples;
  private final byte[] slowContent;
  private final Random random;
  private final int imagesPerSecond;
  private final AtomicLong published = new AtomicLong();
  private volatile boolean slow;
  private volatile boolean poisoned;
  private volatile boolean cameraAhead;
  private volatile boolean stopped;

  Traffic(
      Producer<byte[], byte[]> producer,
      AvroSerializer<ImageEvent> avro,
      LabelTraffic labels,
      List<EncodedExample> examples,
      byte[] slowContent,
      long seed,
      int imagesPerSecond) {
    this.producer = producer;
    this.avro = avro;
    this.labels = labels;
    this.examples = examples;
    this.slowContent = slowContent;
    this.random = new Random(seed);
    this.imagesPerSecond = imagesPerSecond;
  }

  /** Publishes until stopped, and then the labels that are still to come. */
  @Override
  public Void call() throws InterruptedException {
    long startNanos = System.nanoTime();
    for (int i = 0; !stopped; i++) {
      long dueNanos = startNanos + i * Duration.ofSeconds(1).toNanos() / imagesPerSecond;
      long leftMs = Duration.ofNanos(dueNanos - System.nanoTime()).toMillis();
      if (leftMs > 0) {
        Thread.sleep(leftMs);
      }
      image(i);
      labels.publishDue(poisoned);
      published.incrementAndGet();
    }
    labels.publishAll();
    producer.flush();
    return null;
  }

  void stop() {
    stopped = true;
  }

  long published() {
    return published.get();
  }

  @Override
  public void begin(Fault fault) {
    set(fault, true);
  }

  @Override
  public void end(Fault fault) {
    set(fault, false);
  }

  private void set(Fault fault, boolean on) {
    switch (fault) {
      case SLOW_IMAGES -> slow = on;
      case POISONED_IMAGES -> poisoned = on;
      case CLOCK_AHEAD -> cameraAhead = on;
      default -> throw new IllegalArgumentException(fault + " befalls no image");
    }
  }

  private void image(int i) {
    EncodedExample example = examples.get(i % examples.size());
    String id = "image-%06d".formatted(i);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Instant time = cameraAhead && i % CAMERA_EVERY == 0 ? now.plus(CAMERA_AHEAD) : now;
    boolean isSlow = slow && i % SLOW_EVERY == 1;
    ImageEvent event = event(id, isSlow ? slowContent : example.content(), time);
    if (poisoned && i % POISON_EVERY == 1) {
      Poison poison = Poison.values()[random.nextInt(Poison.values().length)];
      send(poison.record(event, this::bytes), poison.expected(), time);
    } else {
      byte[] key = id.getBytes(StandardCharsets.UTF_8);
      send(
          new ProducerRecord<>(Topics.IMAGES.name(), key, bytes(event)),
          isSlow ? Expected.EITHER : Expected.PREDICTION,
          time);
      labels.plan(id, example.label(), now, time);
    }
  }

  private static ImageEvent event(String id, byte[] content, Instant capturedAt) {
    return ImageEvent.newBuilder()
        .setId(id)
        .setContent(ByteBuffer.wrap(content))
        .setEncoding(ImageEncoding.ENCODED)
        .setCapturedAt(capturedAt)
        .setSource("chaos")
        .build();
  }

  private byte[] bytes(ImageEvent event) {
    return avro.serialize(Topics.IMAGES.name(), event);
  }

  private void send(ProducerRecord<byte[], byte[]> record, Expected expected, Instant time) {
    expected.writeTo(record.headers());
    producer.send(
        new ProducerRecord<>(
            record.topic(),
            null,
            time.toEpochMilli(),
            record.key(),
            record.value(),
            record.headers()),
        (written, notWritten) -> {
          if (notWritten != null) {
            throw new IllegalStateException("an image was not published", notWritten);
          }
        });
  }
}
