package dev.sightline.benchmarks.chaos;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What an image record must become; it carries that in a header. */
enum Expected {
  PREDICTION,
  DEAD_LETTER,

  /** Which of both is a matter of limits and of the machine's speed. */
  EITHER;

  private static final String HEADER = "expected";

  void writeTo(Headers headers) {
    headers.add(HEADER, name().getBytes(StandardCharsets.UTF_8));
  }

  static Expected of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return valueOf(new String(header.value(), StandardCharsets.UTF_8));
  }

  boolean permits(Expected outcome) {
    return this == EITHER || this == outcome;
  }
}
