package dev.sightline.topology.scoring;

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
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;

/**
 * A batcher in a stand-in of a task, whose commits and punctuations come when a test says so: the
 * driver of topology tests commits after every record and never initialises a processor again.
 */
final class BatcherTask {
  private static final String HOOK = "hook";

  final List<Record<?, ?>> forwarded = new ArrayList<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final MicroBatcher batcher;
  private final CommitHook hook = CommitHook.builder(HOOK).build();
  private final List<Scheduled> scheduled = new ArrayList<>();
  private long nowNanos = Long.MAX_VALUE - 5; // the clock may run over
  private int commitsAskedFor;

  /** A punctuation that comes again and again until it is cancelled. */
  private final class Scheduled implements Cancellable {
    private final long everyNanos;
    private final Punctuator punctuator;
    private long dueNanos;

    private Scheduled(Duration every, Punctuator punctuator) {
      this.everyNanos = Duration.ofMillis(every.toMillis()).toNanos(); // as Kafka Streams has it
      this.punctuator = punctuator;
      this.dueNanos = nowNanos + everyNanos;
    }

    private void run() {
      if (scheduled.contains(this) && nowNanos - dueNanos >= 0) {
        dueNanos = nowNanos + everyNanos;
        punctuator.punctuate(0);
      }
    }

    @Override
    public void cancel() {
      scheduled.remove(this);
    }
  }

  BatcherTask(BatchSettings settings) {
    Champion champion = new Champion();
    champion.promote(new FakeModel(1), () -> {});
    ScoringMetrics metrics = new ScoringMetrics(meters);
    WorkBudgets budgets = new WorkBudgets();
    SchemaRegistry registry = SchemaRegistries.of(Map.of("schema.registry.url", "mock://batcher"));
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
            new BatchSizes(settings.maxBatchSize()),
            Clock.systemUTC(),
            budgets,
            new ModelAnswers(Clock.systemUTC()),
            metrics);
    batcher =
        new MicroBatcher(
            settings,
            scorer,
            outgoing,
            budgets,
            metrics,
            () -> nowNanos,
            HOOK,
            "predictions",
            "dead-letters");
  }

  /** Also after an abort within the process, as Kafka Streams does it then. */
  void init() {
    batcher.init(context());
  }

  /** Hands it an image that can't be read. */
  void process() {
    batcher.process(new Record<>(new byte[] {1}, new byte[] {2}, 0));
  }

  /** Moves the clock, and then the punctuations come that are due. */
  void punctuateAfter(Duration time) {
    nowNanos += time.toNanos();
    List.copyOf(scheduled).forEach(Scheduled::run);
  }

  /** Whether punctuations are to come, each of which makes Kafka Streams commit. */
  boolean isPunctuated() {
    return !scheduled.isEmpty();
  }

  void commit() {
    hook.flushCache();
  }

  int commitsAskedFor() {
    return commitsAskedFor;
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
                  case "schedule" -> {
                    Scheduled more =
                        new Scheduled((Duration) arguments[0], (Punctuator) arguments[2]);
                    scheduled.add(more);
                    yield more;
                  }
                  case "commit" -> {
                    commitsAskedFor++;
                    yield null;
                  }
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
}
