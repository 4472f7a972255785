package dev.sightline.schemas.serde;

import dev.sightline.schemas.TrustedRecords;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.registry.UnknownSchemaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.FastReaderBuilder;
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
  private final FastReaderBuilder readerBuilder;
  private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();

  public AvroDeserializer(Class<T> type, SchemaRegistry registry) {
    this.registry = registry;
    this.readerSchema = SpecificData.get().getSchema(type);
    this.readerBuilder = new FastReaderBuilder(SpecificData.getForClass(type));
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
    if (data.length < HEADER_BYTES || data[0] != AvroSerializer.MAGIC) {
      throw new UnreadableRecordException(
          "not in the Confluent wire format: expected 0 and a schema id, found "
              + (data.length == 0 ? "no bytes" : data.length + " bytes starting with " + data[0]));
    }
    int id = schemaId(data);
    DatumReader<T> reader = reader(id);
    try {
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(data, HEADER_BYTES, data.length - HEADER_BYTES, null);
      T record = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw unreadable(id, decoder.remainingBytes() + " bytes are left over", null);
      }
      return record;
    } catch (UnreadableRecordException leftOver) {
      throw leftOver;
    } catch (IOException | RuntimeException | StackOverflowError damaged) {
      // Avro throws most kinds of exception at damaged bytes, and a writer's schema that refers to
      // itself may nest without end; here nothing but the bytes can be at fault
      throw unreadable(id, damaged.toString(), damaged);
    }
  }

  /**
   * Whether reading these bytes asks the registry for nothing: their schema is known from earlier
   * ones, or they name none.
   */
  public boolean knowsSchemaOf(byte[] data) {
    return data.length < HEADER_BYTES
        || data[0] != AvroSerializer.MAGIC
        || readers.containsKey(schemaId(data));
  }

  private static int schemaId(byte[] data) {
    return ByteBuffer.wrap(data, 1, Integer.BYTES).getInt();
  }

  private DatumReader<T> reader(int id) {
    DatumReader<T> known = readers.get(id);
    if (known != null) {
      return known;
    }
    try {
      DatumReader<T> reader = readerBuilder.createDatumReader(registry.schema(id), readerSchema);
      readers.put(id, reader);
      return reader;
    } catch (UnknownSchemaException unknown) {
      throw new UnreadableRecordException(unknown.getMessage(), unknown);
    } catch (IOException | AvroRuntimeException incompatible) {
      throw unreadable(id, incompatible.toString(), incompatible);
    }
  }

  private UnreadableRecordException unreadable(int id, String what, Throwable cause) {
    return new UnreadableRecordException(
        "not an Avro " + readerSchema.getName() + " of schema " + id + ": " + what, cause);
  }
}
