package dev.sightline.schemas.serde;

import java.io.IOException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro's standard reader, which resolves all that Avro's rules allow, unions of a writer included,
 * and says in which field something does not fit. Avro's fast reader refuses a union where a
 * logical type is read. Safe for many threads.
 */
final class ResolvingReader<T extends SpecificRecord> extends SpecificDatumReader<T> {
  ResolvingReader(Schema writer, Schema reader, Class<T> type) {
    super(writer, reader, model(type));
  }

  /** What the type's own model knows, without the fast reader. */
  private static SpecificData model(Class<?> type) {
    SpecificData model = new SpecificData(type.getClassLoader());
    SpecificData.getForClass(type).getConversions().forEach(model::addLogicalTypeConversion);
    model.setFastReaderEnabled(false);
    return model;
  }

  @Override
  protected void readField(
      Object record, Schema.Field field, Object old, ResolvingDecoder in, Object state)
      throws IOException {
    try {
      super.readField(record, field, old, in, state);
    } catch (AvroTypeException doesNotFit) {
      throw new AvroTypeException(
          "field " + field.name() + ": " + doesNotFit.getMessage(), doesNotFit);
    }
  }
}
