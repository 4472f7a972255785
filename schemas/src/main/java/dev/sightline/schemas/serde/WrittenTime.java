package dev.sightline.schemas.serde;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The unit in which a writer's schema has a time that Sightline's has in milliseconds. Avro itself
 * would read the number of any unit as milliseconds.
 */
enum WrittenTime {
  MILLIS(1),
  MICROS(1_000),
  NANOS(1_000_000);

  /** What a field of a writer's schema says of its unit. */
  sealed interface Answer {
    /** All times in it are in one unit. */
    record In(WrittenTime unit) implements Answer {}

    /** It is no time, or one of more than one kind; why. */
    record Refused(String reason) implements Answer {}
  }

  private static final String LOGICAL_TYPE = "logicalType";

  /** Where Kafka Connect's Debezium names units that Avro's logical types did not have. */
  private static final String CONNECT_NAME = "connect.name";

  private final long perMilli;

  WrittenTime(long perMilli) {
    this.perMilli = perMilli;
  }

  /** The time of a number in this unit, to the millisecond. */
  Instant instant(long written) {
    return Instant.ofEpochMilli(Math.floorDiv(written, perMilli));
  }

  /**
   * The unit of a field. A plain long is in milliseconds, as Kafka's own timestamps are; of a union
   * the branches decide that are not null.
   */
  static Answer of(Schema written) {
    List<Schema> branches =
        (written.isUnion() ? written.getTypes().stream() : Stream.of(written))
            .filter(branch -> branch.getType() != Schema.Type.NULL)
            .toList();
    Set<Optional<WrittenTime>> units =
        branches.stream().map(WrittenTime::unit).collect(Collectors.toSet());
    if (units.size() != 1 || units.contains(Optional.empty())) {
      return new Answer.Refused(
          "written as %s, expected a long of one logical type, timestamp-millis, -micros or -nanos"
              .formatted(
                  branches.stream().map(WrittenTime::name).collect(Collectors.joining("|"))));
    }
    return new Answer.In(units.iterator().next().orElseThrow());
  }

  private static String name(Schema schema) {
    String logical = schema.getProp(LOGICAL_TYPE);
    return schema.getName() + (logical == null ? "" : " " + logical);
  }

  private static Optional<WrittenTime> unit(Schema schema) {
    String logical = schema.getProp(LOGICAL_TYPE);
    if (schema.getType() == Schema.Type.INT && logical == null) {
      return Optional.of(MILLIS); // Avro makes a long of it
    }
    if (schema.getType() != Schema.Type.LONG) {
      return Optional.empty();
    }
    if (logical == null) {
      String connect = String.valueOf(schema.getObjectProp(CONNECT_NAME));
      return Optional.of(
          connect.endsWith(".MicroTimestamp")
              ? MICROS
              : connect.endsWith(".NanoTimestamp") ? NANOS : MILLIS);
    }
    return switch (logical) {
      case "timestamp-millis", "local-timestamp-millis" -> Optional.of(MILLIS);
      case "timestamp-micros", "local-timestamp-micros" -> Optional.of(MICROS);
      case "timestamp-nanos", "local-timestamp-nanos" -> Optional.of(NANOS);
      default -> Optional.empty();
    };
  }
}
