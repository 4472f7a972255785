package dev.sightline.endtoend;

import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Topics;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes numbered images, 0 and up, at a steady rate until it is stopped. */
final class Load implements AutoCloseable {
  private static final int EVERY_MS = 20;

  private final Producer<String, ImageEvent> producer;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger published = new AtomicInteger();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private Load(Cluster cluster, int perSecond) {
    producer = cluster.producer(Topics.IMAGES);
    clock.scheduleAtFixedRate(
        () -> publish(perSecond * EVERY_MS / 1000), 0, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /** Starts to publish. */
  static Load start(Cluster cluster, int perSecond) {
    return new Load(cluster, perSecond);
  }

  /** Publishes some images at once, all acknowledged when this returns. */
  static void publish(Cluster cluster, int first, int count) {
    try (Producer<String, ImageEvent> producer = cluster.producer(Topics.IMAGES)) {
      for (int number = first; number < first + count; number++) {
        producer.send(image(number));
      }
    }
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      producer.send(
          image(published.get()),
          (metadata, failed) -> {
            if (failed != null) {
              failure.compareAndSet(null, failed);
            }
          });
      published.incrementAndGet();
    }
  }

  private static ProducerRecord<String, ImageEvent> image(int number) {
    return new ProducerRecord<>(
        Topics.IMAGES.name(), NumberedImages.id(number), NumberedImages.event(number));
  }

  /** How many images were published so far. */
  int published() {
    return published.get();
  }

  /** Stops; all images are acknowledged when this returns. */
  int stop() throws InterruptedException {
    clock.shutdown();
    if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the load does not stop");
    }
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("an image was not published", failure.get());
    }
    return published.get();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close();
  }
}
