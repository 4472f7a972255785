package dev.sightline.schemas.serde;

import dev.sightline.schemas.TrustedRecords;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.registry.UnknownSchemaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads what {@link AvroSerializer} and any Confluent client write, in the schema of the writer, as
 * a record of the reader's. Safe for many threads.
 *
 * <p>The bytes may be anybody's: no length in them is believed beyond the bytes that are there
 * (Avro's decoder sees to that), and bytes that are left over after the record are a fault.
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  static {
    TrustedRecords.trust();
  }

  private static final int HEADER_BYTES = 5;

  private final SchemaRegistry registry;
  private final Schema readerSchema;
  private final Class<T> type;
  private final Map<Integer, WriterReading<T>> readings = new ConcurrentHashMap<>();

  /** Why no record of a schema can be read. */
  private final Map<Integer, UnreadableRecordException> refusals = new ConcurrentHashMap<>();

  public AvroDeserializer(Class<T> type, SchemaRegistry registry) {
    this.registry = registry;
    this.readerSchema = SpecificData.get().getSchema(type);
    this.type = type;
  }

  /**
   * @throws UnreadableRecordException when the bytes are not a record of this type
   * @throws dev.sightline.schemas.registry.SchemaRegistryException when the registry gives no
   *     answer
   */
  @Override
  public T deserialize(String topic, byte[] data) {
    if (data == null) {
      return null;
    }
    int id =
        schemaId(data)
            .orElseThrow(
                () ->
                    new UnreadableRecordException(
                        "not in the Confluent wire format: expected 0 and a schema id, found "
                            + (data.length == 0
                                ? "no bytes"
                                : data.length + " bytes starting with " + data[0])));
    WriterReading<T> reading = reading(id);
    try {
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(data, HEADER_BYTES, data.length - HEADER_BYTES, null);
      T record = reading.read(decoder);
      if (!decoder.isEnd()) {
        throw unreadable(id, decoder.remainingBytes() + " bytes are left over", null);
      }
      return record;
    } catch (UnreadableRecordException leftOver) {
      throw leftOver;
    } catch (IOException | RuntimeException | StackOverflowError damaged) {
      // Avro throws most kinds of exception at damaged bytes, and a writer's schema that refers to
      // itself may nest without end; here nothing but the bytes can be at fault
      throw unreadable(id, reason(damaged), damaged);
    }
  }

  /**
   * Whether reading these bytes asks the registry for nothing: their schema is known from earlier
   * ones, or they name none.
   */
  public boolean knowsSchemaOf(byte[] data) {
    OptionalInt id = schemaId(data);
    return id.isEmpty()
        || readings.containsKey(id.getAsInt())
        || refusals.containsKey(id.getAsInt());
  }

  /** The id of the schema that a value was written with; empty when it is in no wire format. */
  public static OptionalInt schemaId(byte[] data) {
    return data != null && data.length >= HEADER_BYTES && data[0] == AvroSerializer.MAGIC
        ? OptionalInt.of(ByteBuffer.wrap(data, 1, Integer.BYTES).getInt())
        : OptionalInt.empty();
  }

  private WriterReading<T> reading(int id) {
    WriterReading<T> known = readings.get(id);
    if (known != null) {
      return known;
    }
    UnreadableRecordException refusal = refusals.get(id);
    if (refusal != null) {
      throw new UnreadableRecordException(refusal.getMessage(), refusal);
    }
    try {
      WriterReading<T> reading = WriterReading.of(registry.schema(id), readerSchema, type);
      readings.put(id, reading);
      return reading;
    } catch (UnknownSchemaException unknown) {
      throw new UnreadableRecordException(unknown.getMessage(), unknown);
    } catch (IOException | AvroRuntimeException incompatible) {
      UnreadableRecordException refused = unreadable(id, reason(incompatible), incompatible);
      refusals.put(id, refused);
      throw refused;
    }
  }

  private static String reason(Throwable fault) {
    return fault instanceof AvroTypeException ? fault.getMessage() : fault.toString();
  }

  private UnreadableRecordException unreadable(int id, String what, Throwable cause) {
    return new UnreadableRecordException(
        "not an Avro " + readerSchema.getName() + " of schema " + id + ": " + what, cause);
  }
}
