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
import dev.sightline.topology.scoring.ModelAnswers;
import dev.sightline.topology.scoring.OutgoingRecords;
import dev.sightline.topology.scoring.ScoringMetrics;
import dev.sightline.topology.scoring.intake.BudgetedClients;
import dev.sightline.topology.scoring.intake.RecordCosts;
import dev.sightline.topology.scoring.intake.WorkBudgets;
import dev.sightline.topology.topics.Refusals;
import dev.sightline.topology.topics.TopicLimits;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
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

  private final AvroDeserializer<ImageEvent> events;
  private final OutgoingRecords outgoing;
  private final WorkBudgets budgets = new WorkBudgets();
  private final Champion champion;
  private final BatchSettings batchSettings;
  private final DecodeLimits limits;
  private final ModelAnswers answers;
  private final ScoringMetrics metrics;
  private final Clock clock;
  private final TimestampExtractor eventTime;

  /**
   * @param serdeConfig Confluent's serde keys
   * @param topicLimits what predictions and dead letters must fit into
   * @param refusals what they refused
   */
  public ScoringTopology(
      SchemaRegistry registry,
      Map<String, ?> serdeConfig,
      Champion champion,
      BatchSettings batchSettings,
      DecodeLimits limits,
      TopicLimits topicLimits,
      Refusals refusals,
      ModelAnswers answers,
      ScoringMetrics metrics,
      Clock clock,
      TimestampExtractor eventTime) {
    this.events = new AvroDeserializer<>(ImageEvent.class, registry);
    this.outgoing =
        new OutgoingRecords(
            new AvroSerializer<>(Prediction.class, registry, serdeConfig),
            topicLimits,
            refusals,
            clock);
    this.answers = answers;
    this.champion = champion;
    this.batchSettings = batchSettings;
    this.limits = limits;
    this.metrics = metrics;
    this.clock = clock;
    this.eventTime = eventTime;
  }

  /** Wires the topology. */
  public Topology build() {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    ByteArraySerializer bytesAsTheyAre = new ByteArraySerializer();
    return new Topology()
        .addSource(AutoOffsetReset.earliest(), READ, eventTime, bytes, bytes, Topics.IMAGES.name())
        .addProcessor(SCORE, new Scoring(), READ)
        .addSink(
            WRITE_PREDICTIONS, Topics.PREDICTIONS.name(), bytesAsTheyAre, bytesAsTheyAre, SCORE)
        .addSink(
            WRITE_DEAD_LETTERS, Topics.DEAD_LETTERS.name(), bytesAsTheyAre, bytesAsTheyAre, SCORE);
  }

  /** Clients for it, made of others: they take in no more than is done between two commits. */
  public KafkaClientSupplier clients(KafkaClientSupplier others) {
    return new BudgetedClients(others, budgets, new RecordCosts(events, limits, champion, budgets));
  }

  private final class Scoring implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      BatchScorer scorer =
          new BatchScorer(
              champion,
              events,
              limits,
              new BatchSizes(batchSettings.maxBatchSize()),
              clock,
              budgets,
              answers,
              metrics);
      return new MicroBatcher(
          batchSettings,
          scorer,
          outgoing,
          budgets,
          metrics,
          System::nanoTime,
          BEFORE_COMMIT,
          WRITE_PREDICTIONS,
          WRITE_DEAD_LETTERS);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return CommitHook.stores(BEFORE_COMMIT);
    }
  }
}
