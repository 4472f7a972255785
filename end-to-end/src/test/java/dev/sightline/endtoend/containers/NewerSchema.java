package dev.sightline.endtoend.containers;

import dev.sightline.schemas.ImageEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Images as a source writes them that is ahead of the worker: their schema has one field more. */
final class NewerSchema {
  private static final Schema IMAGE = withOneMoreField(ImageEvent.getClassSchema());

  private NewerSchema() {}

  /** The schema. */
  static Schema image() {
    return IMAGE;
  }

  private static Schema withOneMoreField(Schema schema) {
    List<Schema.Field> fields = new ArrayList<>();
    schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(
        new Schema.Field("camera", Schema.create(Schema.Type.STRING), "Which camera.", "front"));
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }

  /** An event in the Confluent wire format, under this schema's id. */
  static byte[] encode(ImageEvent event, int schemaId) {
    GenericRecord record = new GenericData.Record(IMAGE);
    event
        .getSchema()
        .getFields()
        .forEach(field -> record.put(field.name(), event.get(field.pos())));
    record.put(
        "encoding",
        new GenericData.EnumSymbol(IMAGE.getField("encoding").schema(), event.getEncoding()));
    record.put("camera", "back");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    GenericData withTimes = new GenericData();
    withTimes.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    try {
      bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<GenericRecord>(IMAGE, withTimes).write(record, encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
