package dev.sightline.topology.topics;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which records a topic refused for what they are. The transaction is lost all the same:
 * Kafka's producer makes no other of it, so the thread fails as it would without this, and meets
 * the record again with the knowledge. Made by Kafka Streams, which gives it {@link #REFUSALS} by
 * its configuration.
 */
public final class RefusalHandler extends DefaultProductionExceptionHandler {
  /** The key of the {@link Refusals} in the configuration. */
  public static final String REFUSALS = "production.refusals";

  private static final Logger LOG = LoggerFactory.getLogger(RefusalHandler.class);

  private Refusals refusals;

  @Override
  public void configure(Map<String, ?> config) {
    refusals = (Refusals) config.get(REFUSALS);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    if (exception instanceof RecordTooLargeException
        || exception instanceof InvalidTimestampException
        || exception instanceof InvalidRecordException) {
      LOG.warn(
          "{} refuses the record of key '{}': {}",
          record.topic(),
          record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
          exception.getMessage());
      refusals.note(
          record.topic(),
          record.key(),
          RecordSize.of(record.key(), record.value(), record.headers()),
          exception);
    }
    return super.handleError(context, record, exception);
  }
}
