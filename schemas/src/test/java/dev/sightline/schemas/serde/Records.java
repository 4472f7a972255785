package dev.sightline.schemas.serde;

import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Records to write and read in tests. */
final class Records {
  private Records() {}

  static ImageEvent image() {
    byte[] content = new byte[1000];
    new Random(7).nextBytes(content);
    return new ImageEvent(
        "image-000123",
        ByteBuffer.wrap(content),
        ImageEncoding.RGB,
        32,
        null,
        Instant.ofEpochMilli(1_700_000_000_000L),
        "camera-7");
  }

  /** What a Confluent client in another program writes, with a schema of its own. */
  static byte[] write(SchemaRegistry registry, String topic, GenericRecord record) {
    Schema schema = record.getSchema();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header(registry.register(topic + "-value", schema)));
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  static byte[] header(int id) {
    return ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
  }
}
