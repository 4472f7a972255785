package dev.sightline.topology.scoring.intake;

import dev.sightline.images.DecodeEstimate;
import dev.sightline.images.DecodeLimits;
import dev.sightline.inference.ScoringModel;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import dev.sightline.topology.model.Champion;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells what a record of the images topic will cost. Safe for use by many threads. */
public final class RecordCosts {
  /** A record that is no image: read, and written as a dead letter. */
  private static final long BASE_NANOS = 100_000;

  /** The registry is asked for a schema that no record so far was written in. */
  private static final long LOOK_UP_NANOS = Duration.ofMillis(50).toNanos();

  private final AvroDeserializer<ImageEvent> events;
  private final DecodeLimits limits;
  private final Champion champion;
  private final WorkBudgets budgets;

  /**
   * @param events the one that will read the records, so that both know the same schemas
   */
  public RecordCosts(
      AvroDeserializer<ImageEvent> events,
      DecodeLimits limits,
      Champion champion,
      WorkBudgets budgets) {
    this.events = events;
    this.limits = limits;
    this.champion = champion;
    this.budgets = budgets;
  }

  /** Asks nobody, and throws nothing: what can't be read is decided on further on. */
  Cost of(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return new Cost(BASE_NANOS, 0);
    }
    if (!events.knowsSchemaOf(record.value())) {
      return new Cost(BASE_NANOS, LOOK_UP_NANOS + modelNanos());
    }
    try {
      ImageEvent event = events.deserialize(record.topic(), record.value());
      return new Cost(DecodeEstimate.nanos(event, limits), modelNanos());
    } catch (UnreadableRecordException unreadable) {
      return new Cost(BASE_NANOS, 0);
    }
  }

  /** A version that has scored nothing yet gets one image of each thread to be measured with. */
  private long modelNanos() {
    Optional<ScoringModel> serving = champion.serving();
    return serving.isEmpty()
        ? 0
        : budgets
            .measured()
            .nanosPerImage(serving.get().manifest().getVersion())
            .orElse(WorkBudgets.BETWEEN_COMMITS.toNanos());
  }
}
