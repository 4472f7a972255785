package dev.sightline.topology.scoring;

import dev.sightline.topology.topics.RecordSize;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of an image's record as they go on to what is written of it. Pure functions. */
public final class CopiedHeaders {
  /** Bytes of all headers of an image together that a prediction takes over. */
  public static final int MAX_BYTES = 16 * 1024;

  /** How many headers were left out; missing when all are there. */
  public static final String LEFT_OUT = "__sightline.headers.left.out";

  private CopiedHeaders() {}

  /**
   * A copy that takes at most so many bytes: those that don't fit any more are left out, and
   * counted in one more header.
   */
  static Headers of(Headers original, long maxBytes) {
    RecordHeaders copy = new RecordHeaders();
    long left = maxBytes;
    int leftOut = 0;
    for (Header header : original) {
      long bytes = RecordSize.of(header);
      if (bytes <= left) {
        copy.add(header);
        left -= bytes;
      } else {
        leftOut++;
      }
    }
    if (leftOut > 0) {
      copy.add(LEFT_OUT, Integer.toString(leftOut).getBytes(StandardCharsets.UTF_8));
    }
    return copy;
  }
}
