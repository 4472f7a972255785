package dev.sightline.topology.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.images.DecodeLimits;
import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.topology.model.BatchSizes;
import dev.sightline.topology.model.Champion;
import dev.sightline.topology.model.FakeModel;
import dev.sightline.topology.scoring.Outcome.DeadLetter;
import dev.sightline.topology.scoring.Outcome.Predicted;
import dev.sightline.topology.scoring.intake.WorkBudgets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.streams.processor.api.Record;

class BatchScorerTest {
  private final Map<String, Object> config =
      Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
  private final SchemaRegistry registry = SchemaRegistries.of(config);
  private final AvroSerializer<ImageEvent> events =
      new AvroSerializer<>(ImageEvent.class, registry, config);
  private final FakeModel model = new FakeModel(3);

  private PendingImage image(int offset, int firstByte, boolean readable) {
    String id = "image-" + offset;
    ImageEvent event =
        ImageEvent.newBuilder()
            .setId(id)
            .setContent(
                ByteBuffer.wrap(new byte[] {(byte) firstByte, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}))
            .setEncoding(ImageEncoding.RGB)
            .setWidth(readable ? 2 : 5)
            .setHeight(2)
            .setCapturedAt(Instant.EPOCH)
            .build();
    return new PendingImage(
        new Record<>(id.getBytes(StandardCharsets.UTF_8), events.serialize("images", event), 0L),
        "images",
        0,
        offset,
        System.nanoTime());
  }

  /** Negative numbers stand for unreadable images. */
  @Property(tries = 200)
  void everyResultMatchesItsOwnKeyAndOneBadImageSpoilsNoOther(
      @ForAll @Size(min = 1, max = 40) List<Byte> bytes) {
    Champion champion = new Champion();
    champion.promote(model, () -> {});
    BatchScorer scorer =
        new BatchScorer(
            champion,
            new AvroDeserializer<>(ImageEvent.class, registry),
            DecodeLimits.DEFAULT,
            new BatchSizes(8),
            Clock.systemUTC(),
            new WorkBudgets(),
            new ModelAnswers(Clock.systemUTC()),
            new ScoringMetrics(new SimpleMeterRegistry()));
    List<PendingImage> batch = new ArrayList<>();
    for (int i = 0; i < bytes.size(); i++) {
      batch.add(image(i, bytes.get(i) & 0x7F, bytes.get(i) >= 0));
    }

    List<Outcome> outcomes = scorer.score(batch);

    assertThat(outcomes).extracting(Outcome::image).containsExactlyElementsOf(batch);
    int scored = (int) bytes.stream().filter(each -> each >= 0).count();
    for (int i = 0; i < bytes.size(); i++) {
      if (bytes.get(i) < 0) {
        assertThat(outcomes.get(i)).isInstanceOf(DeadLetter.class);
      } else {
        Predicted predicted = (Predicted) outcomes.get(i);
        assertThat(predicted.prediction().getId()).isEqualTo("image-" + i);
        assertThat(predicted.prediction().getLabelIndex()).isEqualTo(bytes.get(i) % 3);
        assertThat(predicted.prediction().getModelVersion()).isEqualTo(3);
        assertThat(predicted.prediction().getBatchSize()).isEqualTo(scored);
        assertThat(predicted.prediction().getImageStatistics().getRed())
            .as("of its own pixels: one red byte among four")
            .isEqualTo(bytes.get(i) / 4f);
      }
    }
    assertThat(new BatchSizes(8).all()).containsAll(model.scoredSizes);
  }
}
