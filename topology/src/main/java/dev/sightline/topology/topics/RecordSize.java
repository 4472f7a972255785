package dev.sightline.topology.topics;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The bytes that a record takes alone in its batch, as a topic's {@code max.message.bytes} and a
 * producer's {@code max.request.size} count them without compression: an upper bound, a few bytes
 * above. Pure functions.
 *
 * @see <a href="https://kafka.apache.org/documentation/#messageformat">Kafka, message format</a>
 */
public final class RecordSize {
  private static final int BATCH = 61;
  private static final int RECORD = 21;
  private static final int LENGTH = 5;

  private RecordSize() {}

  /** Key and value may be missing. */
  public static long of(byte[] key, byte[] value, Headers headers) {
    return BATCH + RECORD + part(key) + part(value) + LENGTH + of(headers);
  }

  /** Of all headers together. */
  public static long of(Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += of(header);
    }
    return bytes;
  }

  /** Of one header. */
  public static long of(Header header) {
    return part(header.key().getBytes(StandardCharsets.UTF_8)) + part(header.value());
  }

  private static long part(byte[] bytes) {
    return LENGTH + (bytes == null ? 0 : bytes.length);
  }
}
