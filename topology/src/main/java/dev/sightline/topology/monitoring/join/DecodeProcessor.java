package dev.sightline.topology.monitoring.join;

import dev.sightline.topology.commit.RareLog;
import dev.sightline.topology.time.EventTime;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.LoggerFactory;

/**
 * Makes arrivals of records. What is malformed goes on as such, so that the join counts everything
 * that was consumed in one place.
 */
public final class DecodeProcessor implements Processor<byte[], byte[], String, Arrival> {
  private final ArrivalDecoder<?> decoder;
  private final EventTime eventTime;
  private final RareLog log = new RareLog(LoggerFactory.getLogger(DecodeProcessor.class));
  private ProcessorContext<String, Arrival> context;

  public DecodeProcessor(ArrivalDecoder<?> decoder, EventTime eventTime) {
    this.decoder = decoder;
    this.eventTime = eventTime;
  }

  @Override
  public void init(ProcessorContext<String, Arrival> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    Origin origin = Origin.of(record.headers()).orElseGet(this::here);
    Arrival arrival =
        origin
            .refusal()
            .map(decoder::refused)
            .orElseGet(() -> decoder.decode(key, record.value(), record.timestamp()));
    if (arrival instanceof Arrival.Malformed malformed) {
      String place = RareLog.place(decoder.topicName(), origin.partition(), origin.offset());
      log.malformed(context.currentSystemTimeMs(), place, malformed.reason());
    } else if (arrival instanceof Arrival.Label label) {
      arrival = new Arrival.Label(bounded(label.truth(), origin));
    }
    context.forward(new Record<>(key, arrival, record.timestamp()));
  }

  private Origin here() {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    return new Origin(at.partition(), at.offset(), Optional.empty());
  }

  /** A truth that became known in the future would make all corrections until then stale. */
  private Truth bounded(Truth truth, Origin origin) {
    long labelledAtMs =
        eventTime.bounded(
            truth.labelledAtMs(),
            "labelledAt",
            decoder.topicName(),
            origin.partition(),
            origin.offset());
    return new Truth(truth.actual(), labelledAtMs, truth.timestampMs());
  }
}
