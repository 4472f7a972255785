package dev.sightline.app.deadletters;

import dev.sightline.topology.scoring.DeadLetterHeaders;
import dev.sightline.topology.scoring.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What a dead letter says of itself, without the image. Anybody may have written it, so all but its
 * own place may be missing.
 *
 * @param partition of {@code dead-letters}
 * @param offset of {@code dead-letters}
 * @param timestampMs of the image, in milliseconds since 1970, as the image's record had it
 * @param id the original key; empty where there was none
 * @param bytes of the original value; 0 where there was none
 * @param reason the reason's code, also one that this version does not know
 * @param message what was found and expected, for people
 * @param origin where the image's record stands
 * @param shortened whether the dead letter has only the first bytes of key or value
 * @param replays how often the image had been replayed before it became this dead letter
 */
record Letter(
    int partition,
    long offset,
    long timestampMs,
    Optional<String> id,
    long bytes,
    Optional<String> reason,
    Optional<String> message,
    Optional<Origin> origin,
    boolean shortened,
    long replays) {
  /** So often the image had been replayed; stands in the image's record and what comes of it. */
  static final String REPLAYS = "__sightline.replays";

  /**
   * The place of an image's record.
   *
   * @param topic its topic, {@code images} where a worker wrote the dead letter
   */
  record Origin(String topic, int partition, long offset) {
    @Override
    public String toString() {
      return topic + "-" + partition + "@" + offset;
    }
  }

  /** Never throws, whatever the record is. */
  static Letter of(ConsumerRecord<byte[], byte[]> record) {
    OptionalLong valueBytes = number(record, DeadLetterHeaders.VALUE_BYTES);
    int found = record.value() == null ? 0 : record.value().length;
    return new Letter(
        record.partition(),
        record.offset(),
        number(record, DeadLetterHeaders.TIMESTAMP).orElse(record.timestamp()),
        Optional.ofNullable(record.key()).map(key -> new String(key, StandardCharsets.UTF_8)),
        valueBytes.orElse(found),
        text(record, DeadLetterHeaders.REASON),
        text(record, DeadLetterHeaders.MESSAGE),
        origin(record),
        valueBytes.isPresent() || number(record, DeadLetterHeaders.KEY_BYTES).isPresent(),
        number(record, REPLAYS).orElse(0));
  }

  /** The reason, if this version knows it. */
  Optional<DeadLetterReason> knownReason() {
    return reason.flatMap(
        code -> Stream.of(DeadLetterReason.values()).filter(r -> r.name().equals(code)).findAny());
  }

  /** Where it stands itself, as messages name it. */
  String place() {
    return "dead-letters-" + partition + "@" + offset;
  }

  private static Optional<Origin> origin(ConsumerRecord<?, ?> record) {
    Optional<String> topic = text(record, DeadLetterHeaders.TOPIC);
    OptionalLong partition = number(record, DeadLetterHeaders.PARTITION);
    OptionalLong offset = number(record, DeadLetterHeaders.OFFSET);
    return topic.isEmpty()
            || partition.isEmpty()
            || offset.isEmpty()
            || partition.getAsLong() > Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(new Origin(topic.get(), (int) partition.getAsLong(), offset.getAsLong()));
  }

  /** The last header of a name as text; empty where there is none, or one without a value. */
  static Optional<String> text(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  /** The last header of a name as a number from 0 on; empty where it is none. */
  static OptionalLong number(ConsumerRecord<?, ?> record, String name) {
    return text(record, name)
        .filter(text -> text.matches("\\d{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }
}
