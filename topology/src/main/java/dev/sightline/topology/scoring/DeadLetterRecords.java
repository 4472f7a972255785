package dev.sightline.topology.scoring;

import dev.sightline.schemas.Topics;
import dev.sightline.topology.scoring.Outcome.DeadLetter;
import dev.sightline.topology.topics.RecordSize;
import dev.sightline.topology.topics.Refusals;
import dev.sightline.topology.topics.TopicLimits;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes the records of dead letters: with the image exactly as it came where the topic takes that,
 * otherwise with the first bytes of key and value and with their true sizes in headers. Reason and
 * coordinates are always there, and tell where the whole record stands. Safe for use by many
 * threads.
 */
final class DeadLetterRecords {
  private static final int SHORTENED_KEY_BYTES = 4096;
  private static final int SHORTENED_VALUE_BYTES = 64 * 1024;

  private final TopicLimits limits;
  private final Refusals refusals;
  private final Clock clock;

  DeadLetterRecords(TopicLimits limits, Refusals refusals, Clock clock) {
    this.limits = limits;
    this.refusals = refusals;
    this.clock = clock;
  }

  OutgoingRecord of(DeadLetter dead) {
    Record<byte[], byte[]> image = dead.image().record();
    Optional<String> refused = refusals.take(Topics.DEAD_LETTERS, image.key());
    boolean timely =
        refused.isEmpty() && limits.takesTimestamp(Topics.DEAD_LETTERS, image.timestamp());
    Headers headers = DeadLetterHeaders.of(image.headers(), dead);
    long bytes = RecordSize.of(image.key(), image.value(), headers);
    Record<byte[], byte[]> record =
        refused.isEmpty() && limits.takesBytes(Topics.DEAD_LETTERS, bytes)
            ? image.withHeaders(headers)
            : shortened(dead, image, limits.maxBytes(Topics.DEAD_LETTERS));
    return new OutgoingRecord(
        timely ? record : now(record, image.timestamp()), Optional.of(dead.reason()));
  }

  /** Fits into any limit from 16 KiB. */
  private static Record<byte[], byte[]> shortened(
      DeadLetter dead, Record<byte[], byte[]> image, long maxBytes) {
    long part = maxBytes / 4;
    Headers headers =
        DeadLetterHeaders.of(
            CopiedHeaders.of(image.headers(), Math.min(part, CopiedHeaders.MAX_BYTES)), dead);
    byte[] key = image.key();
    if (key != null && key.length > SHORTENED_KEY_BYTES) {
      DeadLetterHeaders.addKeyBytes(headers, key.length);
      key = Arrays.copyOf(key, SHORTENED_KEY_BYTES);
    }
    byte[] value = image.value();
    if (value != null) {
      DeadLetterHeaders.addValueBytes(headers, value.length);
      long room = maxBytes - RecordSize.of(key, null, headers);
      value =
          Arrays.copyOf(
              value,
              (int) Math.max(0, Math.min(value.length, Math.min(room, SHORTENED_VALUE_BYTES))));
    }
    return image.withKey(key).withValue(value).withHeaders(headers);
  }

  private Record<byte[], byte[]> now(Record<byte[], byte[]> record, long timestampMs) {
    DeadLetterHeaders.addTimestamp(record.headers(), timestampMs);
    return record.withTimestamp(clock.millis());
  }
}
