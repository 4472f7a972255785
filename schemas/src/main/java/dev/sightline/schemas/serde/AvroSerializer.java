package dev.sightline.schemas.serde;

import dev.sightline.schemas.TrustedRecords;
import dev.sightline.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes 0, the four-byte schema id, and the record as Avro binary. Safe for many threads, as
 * producers call it from all that send.
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
  static {
    TrustedRecords.trust();
  }

  static final byte MAGIC = 0;

  /** Whether schemas are registered, or only looked up. */
  public static final String AUTO_REGISTER = "auto.register.schemas";

  private static final int TYPICAL_BYTES = 2048;

  private final SchemaRegistry registry;
  private final boolean autoRegister;
  private final Schema published;
  private final SpecificDatumWriter<T> writer;
  private final Map<String, Integer> idByTopic = new ConcurrentHashMap<>();

  /**
   * @param config {@code auto.register.schemas}: register (true, the default) or only look up
   * @throws ConfigException when its value is neither true nor false
   */
  public AvroSerializer(Class<T> type, SchemaRegistry registry, Map<String, ?> config) {
    this.registry = registry;
    this.autoRegister = autoRegister(config.get(AUTO_REGISTER));
    this.published = PublishedSchema.of(SpecificData.get().getSchema(type));
    this.writer = new SpecificDatumWriter<>(type);
  }

  /**
   * @throws dev.sightline.schemas.registry.SchemaRegistryException when the registry refuses the
   *     schema or gives no answer
   */
  @Override
  public byte[] serialize(String topic, T record) {
    if (record == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
    bytes.write(MAGIC);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId(topic)).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      writer.write(record, encoder);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * Has the schema registered, or looked up, for a topic; what is written to it later asks nobody,
   * nor does another serializer with the same registry.
   *
   * @throws dev.sightline.schemas.registry.SchemaRegistryException when the registry refuses the
   *     schema or gives no answer
   */
  public void prepare(String topic) {
    schemaId(topic);
  }

  private int schemaId(String topic) {
    Integer known = idByTopic.get(topic);
    if (known != null) {
      return known;
    }
    String subject = topic + "-value";
    int id =
        autoRegister ? registry.register(subject, published) : registry.lookUp(subject, published);
    idByTopic.put(topic, id);
    return id;
  }

  private static boolean autoRegister(Object value) {
    String text = value == null ? "true" : value.toString().strip();
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw new ConfigException(AUTO_REGISTER, value, "expected true or false");
    }
    return Boolean.parseBoolean(text);
  }
}
