package dev.sightline.app.demo;

import dev.sightline.app.replay.ImageProducer;
import dev.sightline.app.replay.ImagePublisher;
import dev.sightline.app.replay.Pace;
import dev.sightline.app.replay.Rate;
import dev.sightline.app.replay.Replay;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.source.DataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;

/** Replays held-out images in a shuffled order, over and over when more are asked for. */
final class DemoReplay implements AutoCloseable {
  private final List<EncodedExample> images;
  private final Random random;
  private final Producer<String, byte[]> producer;
  private final ImagePublisher publisher;
  private final Duration labelDelay;
  private int next;
  private volatile long imagesPublished;
  private volatile long labelsPublished;

  DemoReplay(
      DataSource source,
      Map<String, Object> config,
      SchemaRegistry registry,
      Duration labelDelay,
      long seed) {
    this.labelDelay = labelDelay;
    this.random = new Random(seed);
    try (Stream<EncodedExample> files = source.heldOutFiles()) {
      this.images = new ArrayList<>(files.toList());
    }
    this.producer = ImageProducer.open(config);
    this.publisher = ImagePublisher.to(producer, registry, config);
  }

  /**
   * Publishes images while {@code more} holds, and then the labels that are still due.
   *
   * @param run the first part of the image ids, another one for each call
   * @param look what becomes of each image before it is published
   */
  void run(String run, Rate rate, BooleanSupplier more, UnaryOperator<EncodedExample> look)
      throws InterruptedException {
    Replay.Published published =
        new Replay(publisher, Pace.ofTheMachine(), run, rate.interval(), labelDelay)
            .run(imagesWhile(more, look));
    labelsPublished += published.labels();
  }

  private Iterator<EncodedExample> imagesWhile(
      BooleanSupplier more, UnaryOperator<EncodedExample> look) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return more.getAsBoolean();
      }

      @Override
      public EncodedExample next() {
        if (next % images.size() == 0) {
          Collections.shuffle(images, random);
        }
        imagesPublished++;
        return look.apply(images.get(next++ % images.size()));
      }
    };
  }

  long imagesPublished() {
    return imagesPublished;
  }

  long labelsPublished() {
    return labelsPublished;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
