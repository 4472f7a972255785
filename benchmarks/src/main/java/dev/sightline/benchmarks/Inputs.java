package dev.sightline.benchmarks;

import dev.sightline.app.replay.ImagePublisher;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.TrustedRecords;
import dev.sightline.schemas.model.ModelArchive;
import dev.sightline.schemas.model.ModelPublisher;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSource;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.network.Networks;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.training.TrainingListener;
import dev.sightline.trainer.training.TrainingSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What all sides work on: a model, published as champion and as a folder, and images, encoded on
 * the topic and decoded in a file.
 *
 * @param savedModel the folder
 * @param manifest file of the published manifest as Avro
 * @param pixels file of decoded images, uint8 [images, height, width, channels]
 */
record Inputs(Path savedModel, Path manifest, Path pixels) {
  /** The weights don't matter for speed: just enough of them to have decided golden images. */
  private static final int TRAINING_IMAGES = 5_000;

  private static final int HELD_OUT_IMAGES = 2_000;

  /** Trains the tutorial network for some seconds and publishes it; writes the two files. */
  static Inputs prepare(DataSource source, Cluster cluster, Path folder) throws IOException {
    DataSet all = source.load();
    DataSet data =
        new DataSet(
            all.name(),
            all.sha256(),
            all.classes(),
            thinned(all.training(), TRAINING_IMAGES),
            all.validation(),
            thinned(all.heldOut(), HELD_OUT_IMAGES),
            all.skipped(),
            all.resized());
    try (TrainingJob job =
        new TrainingJob(
            data,
            Networks.tutorial(data.classes().size()),
            TrainingSettings.DEFAULT,
            new TrainingListener() {})) {
      job.train();
      Candidate candidate = job.export("cifar10", folder.resolve("saved-model"));
      ModelManifest published =
          new ModelPublisher(
                  cluster.config(),
                  cluster.registry(),
                  Optional.empty(),
                  new ModelArchive(),
                  Clock.systemUTC())
              .publishChampion(
                  candidate.draft(), candidate.savedModel(), "benchmarks", "to be measured");
      return new Inputs(
          candidate.savedModel(),
          Files.write(folder.resolve("manifest.avro"), bytes(published.toByteBuffer())),
          Files.write(folder.resolve("pixels"), data.heldOut().pixels()));
    }
  }

  /** Reads what {@link #manifest} names. */
  static ModelManifest readManifest(Path file) throws IOException {
    TrustedRecords.trust();
    return ModelManifest.fromByteBuffer(ByteBuffer.wrap(Files.readAllBytes(file)));
  }

  /** Publishes {@code count} encoded images, the held-out ones over and over. */
  static void publishImages(DataSource source, Cluster cluster, int count) {
    List<EncodedExample> images;
    try (Stream<EncodedExample> files = source.heldOutFiles()) {
      images = files.toList();
    }
    SchemaRegistry registry = cluster.registry();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(cluster.config(), new StringSerializer(), new ByteArraySerializer())) {
      ImagePublisher publisher =
          new ImagePublisher(
              producer,
              new AvroSerializer<>(ImageEvent.class, registry, cluster.config()),
              new AvroSerializer<>(Label.class, registry, cluster.config()));
      for (int i = 0; i < count; i++) {
        publisher.image("image-" + i, images.get(i % images.size()), Instant.now());
      }
      publisher.flush();
    }
  }

  /** Some examples at equal distances, because sources go class by class. */
  private static Examples thinned(Examples all, int count) {
    int kept = Math.min(count, all.size());
    byte[] pixels = new byte[kept * all.imageBytes()];
    int[] labels = new int[kept];
    for (int i = 0; i < kept; i++) {
      int from = (int) ((long) i * all.size() / kept);
      all.copyImage(from, pixels, i * all.imageBytes());
      labels[i] = all.labels()[from];
    }
    return new Examples(all.height(), all.width(), pixels, labels);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
