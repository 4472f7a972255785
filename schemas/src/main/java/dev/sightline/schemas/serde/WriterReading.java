package dev.sightline.schemas.serde;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * How records of one writer's schema are read as records of a type: by Avro's fast reader where the
 * schema is the type's own, by its resolving one elsewhere, times by the {@linkplain WrittenTime
 * unit} that the writer's schema says. Safe for many threads.
 */
final class WriterReading<T extends SpecificRecord> {
  private final DatumReader<T> reader;

  /** By their positions in the record, the times that are not in milliseconds. */
  private final Map<Integer, WrittenTime> times;

  private WriterReading(DatumReader<T> reader, Map<Integer, WrittenTime> times) {
    this.reader = reader;
    this.times = times;
  }

  /**
   * @throws AvroTypeException when no record of the writer's can be read; the message names the
   *     fields
   */
  static <T extends SpecificRecord> WriterReading<T> of(
      Schema writer, Schema expected, Class<T> type) throws IOException {
    List<String> faults = new ArrayList<>();
    Map<Integer, WrittenTime> times = times(writer, expected, faults);
    faults.addAll(faults(writer, expected, type));
    if (!faults.isEmpty()) {
      throw new AvroTypeException(String.join("; ", faults));
    }
    boolean own =
        SchemaNormalization.toParsingForm(writer)
                .equals(SchemaNormalization.toParsingForm(expected))
            && times.isEmpty();
    return new WriterReading<>(
        own
            ? new FastReaderBuilder(SpecificData.getForClass(type))
                .createDatumReader(writer, expected)
            : new ResolvingReader<>(writer, expected, type),
        times);
  }

  private static Map<Integer, WrittenTime> times(
      Schema writer, Schema expected, List<String> faults) {
    Map<Integer, WrittenTime> times = new HashMap<>();
    if (writer.getType() != Schema.Type.RECORD) {
      return times;
    }
    for (Schema.Field field : expected.getFields()) {
      Schema.Field written = writer.getField(field.name());
      if (written != null
          && field.schema().getLogicalType() instanceof LogicalTypes.TimestampMillis) {
        WrittenTime.Answer answer = WrittenTime.of(written.schema());
        if (answer instanceof WrittenTime.Answer.Refused refused) {
          faults.add("field " + field.name() + ": " + refused.reason());
        } else if (answer instanceof WrittenTime.Answer.In in && in.unit() != WrittenTime.MILLIS) {
          times.put(field.pos(), in.unit());
        }
      }
    }
    return times;
  }

  private static List<String> faults(Schema writer, Schema expected, Class<?> type) {
    Resolver.Action action = Resolver.resolve(writer, expected, SpecificData.getForClass(type));
    if (action instanceof Resolver.ErrorAction error) {
      return List.of(error.toString());
    }
    List<String> faults = new ArrayList<>();
    if (action instanceof Resolver.RecordAdjust record) {
      for (int i = 0; i < record.fieldActions.length; i++) {
        if (isFault(record.fieldActions[i])) {
          Schema.Field field = writer.getFields().get(i);
          faults.add(
              "field %s: written as %s, expected %s"
                  .formatted(
                      field.name(),
                      field.schema(),
                      PublishedSchema.of(record.fieldActions[i].reader)));
        }
      }
    }
    return faults;
  }

  /** Whether no value of a writer's field can be read. */
  private static boolean isFault(Resolver.Action action) {
    if (action instanceof Resolver.WriterUnion union) {
      for (Resolver.Action branch : union.actions) {
        if (!isFault(branch)) {
          return false;
        }
      }
      return true;
    }
    return action instanceof Resolver.ErrorAction;
  }

  T read(BinaryDecoder decoder) throws IOException {
    T record = reader.read(null, decoder);
    times.forEach(
        (position, unit) ->
            record.put(position, unit.instant(((Instant) record.get(position)).toEpochMilli())));
    return record;
  }
}
