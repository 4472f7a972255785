package dev.sightline.topology.monitoring.join;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Where a record of an input stood before it went through a repartition topic, and why it was
 * refused there, if it was: what the headers in such a topic say. Twelve bytes and two short names
 * for each record.
 */
record Origin(int partition, long offset, Optional<String> refusal) {
  private static final String PLACE = "at";
  private static final String REFUSAL = "refused";

  /** The headers of a record from here; those that it came with are of no use to the join. */
  Headers headers() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(
        PLACE,
        ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(partition).putLong(offset).array());
    refusal.ifPresent(why -> headers.add(REFUSAL, why.getBytes(StandardCharsets.UTF_8)));
    return headers;
  }

  /** What the headers of a repartition topic say; empty for a record that came straight. */
  static Optional<Origin> of(Headers headers) {
    Header place = headers.lastHeader(PLACE);
    if (place == null) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(place.value());
    Optional<String> refusal =
        Optional.ofNullable(headers.lastHeader(REFUSAL))
            .map(why -> new String(why.value(), StandardCharsets.UTF_8));
    return Optional.of(new Origin(bytes.getInt(), bytes.getLong(), refusal));
  }
}
