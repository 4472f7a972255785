package dev.sightline.app.deadletters;

import dev.sightline.topology.scoring.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Dead letters as workers write them, and as others might. */
final class WrittenLetters {
  static final long TIME_MS = 1_767_323_045_678L;

  private WrittenLetters() {}

  /** A worker's, of an image of the same offset in partition 1 of images. */
  static ConsumerRecord<byte[], byte[]> record(long offset, String reason) {
    return record(offset, headers(offset, reason));
  }

  static ConsumerRecord<byte[], byte[]> record(long offset, Map<String, String> headers) {
    RecordHeaders all = new RecordHeaders();
    headers.forEach((name, value) -> all.add(name, bytes(value)));
    return new ConsumerRecord<>(
        "dead-letters",
        0,
        offset,
        TIME_MS,
        TimestampType.CREATE_TIME,
        3,
        4,
        bytes("id-" + offset),
        bytes("data"),
        all,
        Optional.empty());
  }

  /** To be sent to a broker, which may delete what is of last week: of an image of now. */
  static ProducerRecord<byte[], byte[]> toSend(long imageOffset, String reason) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            "dead-letters",
            0,
            System.currentTimeMillis(),
            bytes("id-" + imageOffset),
            bytes("data" + imageOffset));
    headers(imageOffset, reason).forEach((name, value) -> record.headers().add(name, bytes(value)));
    return record;
  }

  static Map<String, String> headers(long imageOffset, String reason) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("camera", "north");
    headers.put(DeadLetterHeaders.REASON, reason);
    headers.put(DeadLetterHeaders.MESSAGE, "expected less, found more");
    headers.put(DeadLetterHeaders.TOPIC, "images");
    headers.put(DeadLetterHeaders.PARTITION, "1");
    headers.put(DeadLetterHeaders.OFFSET, Long.toString(imageOffset));
    return headers;
  }

  static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
