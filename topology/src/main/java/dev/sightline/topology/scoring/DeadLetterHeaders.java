package dev.sightline.topology.scoring;

import dev.sightline.topology.scoring.Outcome.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of a dead letter, under the names that Kafka Streams gives them in its own dead
 * letters: values are UTF-8 text. The original record's headers stay in front.
 */
public final class DeadLetterHeaders {
  /** The reason's code, such as {@code TRUNCATED}. */
  public static final String REASON = "__streams.errors.exception";

  /** One line for people. */
  public static final String MESSAGE = "__streams.errors.message";

  /** Where the original record stands. */
  public static final String TOPIC = "__streams.errors.topic";

  public static final String PARTITION = "__streams.errors.partition";
  public static final String OFFSET = "__streams.errors.offset";

  /** The bytes of the original key, when the dead letter has the first of them only. */
  public static final String KEY_BYTES = "__sightline.key.bytes";

  /** The bytes of the original value, when the dead letter has the first of them only. */
  public static final String VALUE_BYTES = "__sightline.value.bytes";

  /** The original timestamp in milliseconds, when the dead letter has another. */
  public static final String TIMESTAMP = "__sightline.timestamp";

  private static final int MAX_MESSAGE_CHARS = 1000;

  private DeadLetterHeaders() {}

  /** The original headers and those of a dead letter. */
  static Headers of(Headers original, DeadLetter dead) {
    Headers headers = new RecordHeaders(original.toArray());
    add(headers, REASON, dead.reason().name());
    add(headers, MESSAGE, abbreviated(dead.message()));
    add(headers, TOPIC, dead.image().topic());
    add(headers, PARTITION, Integer.toString(dead.image().partition()));
    add(headers, OFFSET, Long.toString(dead.image().offset()));
    return headers;
  }

  static void addKeyBytes(Headers headers, int bytes) {
    add(headers, KEY_BYTES, Integer.toString(bytes));
  }

  static void addValueBytes(Headers headers, int bytes) {
    add(headers, VALUE_BYTES, Integer.toString(bytes));
  }

  static void addTimestamp(Headers headers, long timestampMs) {
    add(headers, TIMESTAMP, Long.toString(timestampMs));
  }

  /** Messages quote what came, which may be of any length. */
  private static String abbreviated(String message) {
    return message.length() <= MAX_MESSAGE_CHARS
        ? message
        : message.substring(0, MAX_MESSAGE_CHARS) + "…";
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
