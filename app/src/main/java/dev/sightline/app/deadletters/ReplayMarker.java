package dev.sightline.app.deadletters;

import dev.sightline.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The record on {@code dead-letters} which says that a dead letter was replayed: without a value,
 * the dead letter's offset in its header {@value #OFFSET}. It is written in the transaction of the
 * image, behind the dead letter and in the same partition: Kafka deletes from the front, so the
 * dead letter goes no later than its marker. Pure functions.
 */
final class ReplayMarker {
  static final String OFFSET = "__sightline.replayed.offset";

  private static final byte[] NO_VALUE = null;

  private ReplayMarker() {}

  /** That of a dead letter. */
  static ProducerRecord<byte[], byte[]> of(Letter letter, byte[] key, long nowMs) {
    ProducerRecord<byte[], byte[]> marker =
        new ProducerRecord<>(Topics.DEAD_LETTERS.name(), letter.partition(), nowMs, key, NO_VALUE);
    marker.headers().add(OFFSET, Long.toString(letter.offset()).getBytes(StandardCharsets.UTF_8));
    return marker;
  }

  /** Whether a record of {@code dead-letters} is a marker, and no dead letter. */
  static boolean is(ConsumerRecord<?, ?> record) {
    return record.headers().lastHeader(OFFSET) != null;
  }

  /** The offset of the dead letter, in the marker's partition; empty where the record has none. */
  static OptionalLong replayed(ConsumerRecord<?, ?> record) {
    return Letter.number(record, OFFSET);
  }
}
