package dev.sightline.topology;

import dev.sightline.images.DecodeLimits;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.topology.commit.CommitHook;
import dev.sightline.topology.model.BatchSizes;
import dev.sightline.topology.model.Champion;
import dev.sightline.topology.scoring.BatchScorer;
import dev.sightline.topology.scoring.BatchSettings;
import dev.sightline.topology.scoring.MicroBatcher;
import dev.sightline.topology.scoring.ScoringMetrics;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Images to predictions.
 *
 * <pre>
 * images → read-images → score-images → write-predictions → predictions
 *                                     ↘ write-dead-letters → dead-letters
 * </pre>
 */
public final class ScoringTopology {
  private static final String READ = "read-images";
  private static final String SCORE = "score-images";
  private static final String BEFORE_COMMIT = "score-images-before-commit";
  private static final String WRITE_PREDICTIONS = "write-predictions";
  private static final String WRITE_DEAD_LETTERS = "write-dead-letters";

  private final SchemaRegistry registry;
  private final Map<String, ?> serdeConfig;
  private final Champion champion;
  private final BatchSettings batchSettings;
  private final DecodeLimits limits;
  private final ScoringMetrics metrics;
  private final Clock clock;

  /**
   * @param serdeConfig Confluent's serde keys
   */
  public ScoringTopology(
      SchemaRegistry registry,
      Map<String, ?> serdeConfig,
      Champion champion,
      BatchSettings batchSettings,
      DecodeLimits limits,
      ScoringMetrics metrics,
      Clock clock) {
    this.registry = registry;
    this.serdeConfig = serdeConfig;
    this.champion = champion;
    this.batchSettings = batchSettings;
    this.limits = limits;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Wires the topology. */
  public Topology build() {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    ByteArraySerializer asTheyCame = new ByteArraySerializer();
    return new Topology()
        .addSource(
            AutoOffsetReset.earliest(), READ, new EventTime(), bytes, bytes, Topics.IMAGES.name())
        .addProcessor(SCORE, new Scoring(), READ)
        .addSink(
            WRITE_PREDICTIONS,
            Topics.PREDICTIONS.name(),
            asTheyCame,
            new AvroSerializer<>(Prediction.class, registry, serdeConfig),
            SCORE)
        .addSink(WRITE_DEAD_LETTERS, Topics.DEAD_LETTERS.name(), asTheyCame, asTheyCame, SCORE);
  }

  private final class Scoring implements ProcessorSupplier<byte[], byte[], byte[], Object> {
    @Override
    public Processor<byte[], byte[], byte[], Object> get() {
      BatchScorer scorer =
          new BatchScorer(
              champion,
              new AvroDeserializer<>(ImageEvent.class, registry),
              limits,
              new BatchSizes(batchSettings.maxBatchSize()),
              clock,
              metrics);
      return new MicroBatcher(
          batchSettings, scorer, metrics, BEFORE_COMMIT, WRITE_PREDICTIONS, WRITE_DEAD_LETTERS);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return CommitHook.stores(BEFORE_COMMIT);
    }
  }
}
