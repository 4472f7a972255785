package dev.sightline.topology.monitoring.join;

import dev.sightline.topology.commit.RareLog;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.LoggerFactory;

/**
 * Makes arrivals of records. What is malformed goes on as such, so that the join counts everything
 * that was consumed in one place.
 */
public final class DecodeProcessor implements Processor<byte[], byte[], String, Arrival> {
  private final ArrivalDecoder<?> decoder;
  private final RareLog log = new RareLog(LoggerFactory.getLogger(DecodeProcessor.class));
  private ProcessorContext<String, Arrival> context;

  public DecodeProcessor(ArrivalDecoder<?> decoder) {
    this.decoder = decoder;
  }

  @Override
  public void init(ProcessorContext<String, Arrival> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    Optional<Origin> origin = Origin.of(record.headers());
    Arrival arrival =
        origin
            .flatMap(Origin::refusal)
            .map(decoder::refused)
            .orElseGet(() -> decoder.decode(key, record.value(), record.timestamp()));
    if (arrival instanceof Arrival.Malformed malformed) {
      log.malformed(
          context.currentSystemTimeMs(),
          origin
              .map(at -> RareLog.place(decoder.topicName(), at.partition(), at.offset()))
              .orElseGet(() -> RareLog.placeOf(context)),
          malformed.reason());
    }
    context.forward(new Record<>(key, arrival, record.timestamp()));
  }
}
