package dev.sightline.topology.scoring;

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

  private static final int MAX_MESSAGE_CHARS = 1000;

  private DeadLetterHeaders() {}

  /** The original headers and those of a dead letter. */
  public static Headers of(
      Headers original, String reason, String message, String topic, int partition, long offset) {
    Headers headers = new RecordHeaders(original.toArray());
    add(headers, REASON, reason);
    add(headers, MESSAGE, abbreviated(message));
    add(headers, TOPIC, topic);
    add(headers, PARTITION, Integer.toString(partition));
    add(headers, OFFSET, Long.toString(offset));
    return headers;
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
