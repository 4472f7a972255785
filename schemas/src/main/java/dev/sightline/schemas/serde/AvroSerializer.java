package dev.sightline.schemas.serde;

import dev.sightline.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Writes 0, the four-byte schema id, and the record as Avro binary. For one thread. */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
  static final byte MAGIC = 0;

  private final SchemaRegistry registry;
  private final boolean autoRegister;
  private final Map<String, Integer> idByTopic = new HashMap<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
  private SpecificDatumWriter<T> writer;
  private BinaryEncoder encoder;

  /**
   * @param config {@code auto.register.schemas}: register (true, the default) or only look up
   */
  public AvroSerializer(SchemaRegistry registry, Map<String, ?> config) {
    this.registry = registry;
    Object auto = config.get("auto.register.schemas");
    this.autoRegister = auto == null || Boolean.parseBoolean(auto.toString());
  }

  @Override
  public byte[] serialize(String topic, T record) {
    if (record == null) {
      return null;
    }
    int id =
        idByTopic.computeIfAbsent(topic, name -> schemaId(name + "-value", record.getSchema()));
    if (writer == null) {
      writer = new SpecificDatumWriter<>(record.getSchema());
    }
    bytes.reset();
    bytes.write(MAGIC);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
    try {
      encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
      writer.write(record, encoder);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private int schemaId(String subject, Schema schema) {
    return autoRegister ? registry.register(subject, schema) : registry.lookUp(subject, schema);
  }
}
