package dev.sightline.schemas.serde;

import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.registry.UnknownSchemaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what {@link AvroSerializer} and any Confluent client write. For one thread. */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  private static final int HEADER_BYTES = 5;

  private final SchemaRegistry registry;
  private final Schema readerSchema;
  private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();
  private BinaryDecoder decoder;

  public AvroDeserializer(Class<T> type, SchemaRegistry registry) {
    this.registry = registry;
    this.readerSchema = SpecificData.get().getSchema(type);
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
    int id = ByteBuffer.wrap(data, 1, 4).getInt();
    SpecificDatumReader<T> reader = readers.computeIfAbsent(id, this::reader);
    try {
      decoder =
          DecoderFactory.get()
              .binaryDecoder(data, HEADER_BYTES, data.length - HEADER_BYTES, decoder);
      return reader.read(null, decoder);
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException damaged) {
      throw new UnreadableRecordException(
          "not an Avro " + readerSchema.getName() + " of schema " + id + ": " + damaged, damaged);
    }
  }

  private SpecificDatumReader<T> reader(int id) {
    try {
      return new SpecificDatumReader<>(registry.schema(id), readerSchema);
    } catch (UnknownSchemaException unknown) {
      throw new UnreadableRecordException(unknown.getMessage(), unknown);
    }
  }
}
