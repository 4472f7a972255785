package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.fixtures.ColourModel;
import dev.sightline.images.DecodeLimits;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.inference.Hints;
import dev.sightline.inference.session.Precision;
import dev.sightline.models.labels.Labels;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.topology.model.BatchSizes;
import dev.sightline.topology.model.Champion;
import dev.sightline.topology.model.GoldenCheck;
import dev.sightline.topology.model.ModelLoader;
import dev.sightline.topology.scoring.BatchScorer;
import dev.sightline.topology.scoring.ModelAnswers;
import dev.sightline.topology.scoring.Outcome;
import dev.sightline.topology.scoring.PendingImage;
import dev.sightline.topology.scoring.ScoringMetrics;
import dev.sightline.topology.scoring.intake.WorkBudgets;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Split;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.publish.ForeignModel;
import dev.sightline.trainer.publish.HeldOutImages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same files, looked at by what publishes a model and by a worker that serves it: the same
 * statistics, to the last bin. Else a reference would tell of the tool and not of the images.
 */
class OneLookTest {
  private static final ColourModel MODEL = ColourModel.uint8();
  private static final int OF_EACH_CLASS = 34;

  @TempDir Path temp;

  private final Map<String, Object> config =
      Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
  private final SchemaRegistry registry = SchemaRegistries.of(config);

  @BeforeEach
  void writeImages() throws IOException {
    Random random = new Random(5);
    for (String split : List.of("train", "test")) {
      for (String label : ColourModel.LABELS) {
        Path folder = Files.createDirectories(temp.resolve("data/" + split + "/" + label));
        for (int i = 0; i < OF_EACH_CLASS; i++) {
          String format = i % 3 == 0 ? "jpg" : "png";
          ImageIO.write(photograph(random), format, folder.resolve(i + "." + format).toFile());
        }
      }
    }
    // Of 102 files one may be unreadable, and whatever comes behind it must keep its own size
    Files.writeString(temp.resolve("data/test/green/1.png"), "no picture");
  }

  /** Of any size, brightness and sharpness. */
  private static BufferedImage photograph(Random random) {
    BufferedImage image =
        new BufferedImage(
            1 + random.nextInt(90), 1 + random.nextInt(90), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = random.nextInt(30); i >= 0; i--) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      graphics.fillRect(random.nextInt(60), random.nextInt(60), 50, 50);
    }
    graphics.dispose();
    return image;
  }

  @Test
  void theWorkersStatisticsOfTheHeldOutFilesAreTheReferenceInTheManifest() throws IOException {
    Path folder = MODEL.write(temp.resolve("model"));
    DataSource source = DataSource.of(temp.resolve("data"));
    ModelManifest manifest = published(folder, source.split(Split.TEST));
    ImageHistograms seen = new ImageHistograms();
    int unreadable = 0;

    for (Outcome outcome : scored(folder, manifest, source)) {
      if (outcome instanceof Outcome.Predicted predicted) {
        seen.add(predicted.prediction().getImageStatistics());
      } else {
        unreadable++;
      }
    }

    assertThat(unreadable).isEqualTo(1);
    assertThat(seen.outside()).isZero();
    assertThat(seen.records()).isEqualTo(manifest.getImageReference()).hasSize(8);
  }

  private static ModelManifest published(Path folder, ImageSplit heldOut) {
    Labels labels = new Labels(ColourModel.LABELS);
    try (ForeignModel model = ForeignModel.load(folder, Hints.named(labels), heldOut)) {
      return ModelManifest.newBuilder(
              model.candidate("colours", labels, Optional.of(HeldOutImages.of(heldOut))).draft())
          .setVersion(1)
          .setArchive(new Checksum("", 0L))
          .setParts(List.of())
          .build();
    }
  }

  private List<Outcome> scored(Path folder, ModelManifest manifest, DataSource source) {
    BatchSizes sizes = new BatchSizes(32);
    ModelLoader loader = new ModelLoader(sizes, new GoldenCheck(1e-5f), List.of(Precision.FLOAT32));
    List<Outcome> outcomes = new ArrayList<>();
    try (Champion champion = new Champion();
        BatchScorer scorer =
            new BatchScorer(
                champion,
                new AvroDeserializer<>(ImageEvent.class, registry),
                DecodeLimits.DEFAULT,
                sizes,
                Clock.systemUTC(),
                new WorkBudgets(),
                new ModelAnswers(Clock.systemUTC()),
                new ScoringMetrics(new SimpleMeterRegistry()))) {
      champion.promote(loader.load(folder, manifest, loaded -> {}), () -> {});
      List<PendingImage> images = pending(source);
      for (int first = 0; first < images.size(); first += 32) {
        outcomes.addAll(scorer.score(images.subList(first, Math.min(images.size(), first + 32))));
      }
    }
    return outcomes;
  }

  private List<PendingImage> pending(DataSource source) {
    AvroSerializer<ImageEvent> events = new AvroSerializer<>(ImageEvent.class, registry, config);
    List<PendingImage> images = new ArrayList<>();
    try (var files = source.heldOutFiles()) {
      files.forEach(
          file -> {
            ImageEvent event =
                ImageEvent.newBuilder()
                    .setId(file.name())
                    .setContent(ByteBuffer.wrap(file.content()))
                    .setEncoding(ImageEncoding.ENCODED)
                    .setCapturedAt(Instant.EPOCH)
                    .build();
            byte[] key = file.name().getBytes(StandardCharsets.UTF_8);
            byte[] value = events.serialize(Topics.IMAGES.name(), event);
            images.add(
                new PendingImage(
                    new Record<>(key, value, 0), Topics.IMAGES.name(), 0, images.size(), 0));
          });
    }
    return images;
  }
}
