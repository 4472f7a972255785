package dev.sightline.schemas.stored;

import dev.sightline.schemas.TrustedRecords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Stored values of one type of record: written with today's schema, read with the one they were
 * written with, if it is known. Needs no registry. Safe for many threads.
 */
public final class StoredSerde<T> implements Serde<T> {
  static {
    TrustedRecords.trust();
  }

  private static final int HEADER_BYTES = 2 + Long.BYTES;

  private final String record;
  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;

  StoredSerde(GenericData model, Schema today, KnownSchemas known) {
    this.record = today.getName();
    this.encoder = new BinaryMessageEncoder<>(model, today);
    this.decoder = new BinaryMessageDecoder<>(model, today, known);
  }

  /** The serde of a type of record. */
  public static <T extends SpecificRecord> StoredSerde<T> of(Class<T> type) {
    return new StoredSerde<>(
        SpecificData.getForClass(type), SpecificData.get().getSchema(type), KnownSchemas.of(type));
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : write(value);
  }

  /**
   * The deserializer; it throws {@link UnreadableStateException} at what no known version wrote.
   */
  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(topic, bytes);
  }

  private byte[] write(T value) {
    try {
      ByteBuffer buffer = encoder.encode(value);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private T read(String topic, byte[] bytes) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      T value = decoder.decode(in);
      if (in.available() > 0) {
        throw new SerializationException(in.available() + " bytes are left over");
      }
      return value;
    } catch (MissingSchemaException | BadHeaderException foreign) {
      throw new UnreadableStateException(
          "%s holds a record of %s, which this version does not know"
              .formatted(topic, writtenAs(bytes)),
          foreign);
    } catch (IOException | RuntimeException damaged) {
      throw new UnreadableStateException(
          "%s holds a damaged record of %s: %s".formatted(topic, writtenAs(bytes), damaged),
          damaged);
    }
  }

  /** The name of the schema that the bytes claim, or how they begin. */
  private String writtenAs(byte[] bytes) {
    if (bytes.length < HEADER_BYTES || bytes[0] != (byte) 0xC3 || bytes[1] != 1) {
      byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, 2));
      return bytes.length + " bytes that start with '" + HexFormat.of().formatHex(start) + "'";
    }
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    return KnownSchemas.nameOf(record, fingerprint);
  }
}
