package dev.sightline.benchmarks.latency;

import dev.sightline.app.replay.ImagePublisher;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.data.source.DrawnShapes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The main class of a process that publishes images one by one, with exponential times in between.
 * Each record's timestamp is the time at which it was due, so that what a late source costs is in
 * the latency too, and none is left out for coming late.
 */
final class PoissonSource {
  private static final long SEED = 1;
  private static final int DISTINCT_IMAGES = 2_000;

  private PoissonSource() {}

  /**
   * @param arguments the broker, the registry, the data or nothing for drawn shapes, the prefix of
   *     the ids, images a second, images
   */
  public static void main(String[] arguments) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", arguments[0],
            "schema.registry.url", arguments[1],
            "linger.ms", 0);
    String prefix = arguments[3];
    double nanosBetween = 1e9 / Integer.parseInt(arguments[4]);
    int count = Integer.parseInt(arguments[5]);
    List<EncodedExample> images = images(arguments[2]);
    Random random = new Random(SEED);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      ImagePublisher publisher = ImagePublisher.to(producer, SchemaRegistries.of(config), config);
      Instant start = Instant.now();
      long startNanos = System.nanoTime();
      double due = 0;
      for (int i = 0; i < count; i++) {
        due += -Math.log(1 - random.nextDouble()) * nanosBetween;
        awaitNanos(startNanos + (long) due);
        publisher.image(prefix + i, images.get(i % images.size()), start.plusNanos((long) due));
      }
      publisher.flush();
    }
  }

  private static List<EncodedExample> images(String data) {
    DataSource source = data.isEmpty() ? new DrawnShapes(SEED) : DataSource.of(Path.of(data));
    try (Stream<EncodedExample> files = source.heldOutFiles()) {
      return files.limit(DISTINCT_IMAGES).toList();
    }
  }

  private static void awaitNanos(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
