package dev.sightline.benchmarks;

import dev.sightline.app.replay.ImagePublisher;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.publish.ModelPublisher;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.TrustedRecords;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeReader;
import dev.sightline.trainer.training.TrainingListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
public record Inputs(Path savedModel, Path manifest, Path pixels) {
  /** The weights don't matter for speed: just enough of them to have decided golden images. */
  private static final int TRAINING_IMAGES = 5_000;

  private static final int HELD_OUT_IMAGES = 2_000;

  /**
   * Trains a recipe's network for some seconds and publishes it; writes the two files.
   *
   * @param recipeName one of those that come with the trainer
   */
  public static Inputs prepare(DataSource source, String recipeName, Cluster cluster, Path folder)
      throws InterruptedException, IOException {
    DataSet data = Thinned.of(source.load(), TRAINING_IMAGES, HELD_OUT_IMAGES);
    Recipe recipe = RecipeReader.read(recipeName, Map.of("epochs", "1", "batch.size", "64"));
    try (TrainingJob job = new TrainingJob(data, recipe, new TrainingListener() {})) {
      job.train();
      Candidate candidate = job.export("cifar10", folder.resolve("saved-model")).candidate();
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
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(cluster.config(), new StringSerializer(), new ByteArraySerializer())) {
      ImagePublisher publisher = ImagePublisher.to(producer, cluster.registry(), cluster.config());
      for (int i = 0; i < count; i++) {
        publisher.image("image-" + i, images.get(i % images.size()), Instant.now());
      }
      publisher.flush();
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
