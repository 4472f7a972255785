package dev.sightline.topology.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.images.DecodeLimits;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.topology.commit.CommitHook;
import dev.sightline.topology.model.BatchSizes;
import dev.sightline.topology.model.Champion;
import dev.sightline.topology.model.FakeModel;
import dev.sightline.topology.scoring.intake.WorkBudgets;
import dev.sightline.topology.topics.Refusals;
import dev.sightline.topology.topics.TopicLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.junit.jupiter.api.Test;

/**
 * When a transaction is aborted within the process, Kafka Streams initialises the same processor
 * again and delivers the records again. The driver of topology tests never does, so a stand-in of
 * the context does here.
 */
class RevivalTest {
  private static final String HOOK = "hook";

  private final CommitHook hook = CommitHook.builder(HOOK).build();
  private final List<Record<?, ?>> forwarded = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ProcessorContext<byte[], byte[]> context = context();

  private MicroBatcher batcher() {
    Champion champion = new Champion();
    champion.promote(new FakeModel(1), () -> {});
    ScoringMetrics metrics = new ScoringMetrics(meters);
    WorkBudgets budgets = new WorkBudgets();
    SchemaRegistry registry = SchemaRegistries.of(Map.of("schema.registry.url", "mock://revival"));
    TopicLimits limits = new TopicLimits(Map::of, 32 << 20, Clock.systemUTC());
    OutgoingRecords outgoing =
        new OutgoingRecords(
            new AvroSerializer<>(Prediction.class, registry, Map.of()),
            limits,
            new Refusals(limits),
            Clock.systemUTC());
    BatchScorer scorer =
        new BatchScorer(
            champion,
            new AvroDeserializer<>(ImageEvent.class, registry),
            DecodeLimits.DEFAULT,
            new BatchSizes(8),
            Clock.systemUTC(),
            budgets,
            new ModelAnswers(Clock.systemUTC()),
            metrics);
    BatchSettings settings = new BatchSettings(8, Duration.ofSeconds(1));
    return new MicroBatcher(
        settings, scorer, outgoing, budgets, metrics, HOOK, "predictions", "dead-letters");
  }

  @SuppressWarnings("unchecked")
  private ProcessorContext<byte[], byte[]> context() {
    return (ProcessorContext<byte[], byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {InternalProcessorContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getStateStore" -> hook;
                  case "recordMetadata" -> Optional.of((RecordMetadata) recordContext());
                  case "forward" -> {
                    forwarded.add((Record<?, ?>) arguments[0]);
                    yield null;
                  }
                  default -> null;
                });
  }

  private static ProcessorRecordContext recordContext() {
    return new ProcessorRecordContext(0, 0, 0, "images", new RecordHeaders());
  }

  @Test
  void aBatchFromBeforeTheAbortIsNotForwardedBesideTheRecordsThatComeAgain() {
    Record<byte[], byte[]> noise = new Record<>(new byte[] {1}, new byte[] {2}, 0);
    MicroBatcher batcher = batcher();

    batcher.init(context);
    batcher.process(noise);
    batcher.close();
    batcher.init(context);
    batcher.process(noise);
    hook.flushCache();

    assertThat(forwarded).hasSize(1);
  }

  @Test
  void whatAnAbortedTransactionCountedIsNotPublished() {
    Record<byte[], byte[]> noise = new Record<>(new byte[] {1}, new byte[] {2}, 0);
    MicroBatcher batcher = batcher();

    batcher.init(context);
    batcher.process(noise);
    hook.flushCache();
    batcher.close();
    batcher.init(context);
    batcher.process(noise);
    hook.flushCache();
    batcher.process(noise);

    assertThat(meters.get("sightline.images.consumed").counter().count()).isEqualTo(1);
  }
}
