package dev.sightline.schemas.stored;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The schemas that a stored record may have been written with, the oldest first: every one that a
 * version of Sightline has written it with. They are the resources {@code NAME.1.avsc}, {@code
 * NAME.2.avsc} and so on beside this class. Immutable.
 */
public final class KnownSchemas implements SchemaStore {
  private final List<Schema> schemas;

  private KnownSchemas(List<Schema> schemas) {
    this.schemas = List.copyOf(schemas);
  }

  /** The schemas kept for a type of record; today's is the last one. */
  public static KnownSchemas of(Class<? extends SpecificRecord> type) {
    List<Schema> schemas = new ArrayList<>();
    for (int number = 1; ; number++) {
      String file = type.getSimpleName() + "." + number + ".avsc";
      try (InputStream kept = KnownSchemas.class.getResourceAsStream(file)) {
        if (kept == null) {
          return new KnownSchemas(schemas);
        }
        schemas.add(new Schema.Parser().parse(kept));
      } catch (IOException unreadable) {
        throw new UncheckedIOException("the resource " + file, unreadable);
      }
    }
  }

  /** The schemas, the oldest first. */
  public List<Schema> all() {
    return schemas;
  }

  /** The schema with a CRC-64-AVRO fingerprint; null when there is none, as Avro wants it. */
  @Override
  public Schema findByFingerprint(long fingerprint) {
    return schemas.stream()
        .filter(schema -> fingerprint(schema) == fingerprint)
        .findFirst()
        .orElse(null);
  }

  /** Whether a record of a schema, by its name from {@link #nameOf(Schema)}, can be read. */
  public boolean knows(String name) {
    return schemas.stream().anyMatch(schema -> nameOf(schema).equals(name));
  }

  /** A schema's name with its fingerprint: what tells it from other versions of itself. */
  public static String nameOf(Schema schema) {
    return nameOf(schema.getName(), fingerprint(schema));
  }

  /** The same of a type of record as it is today. */
  public static String nameOf(Class<? extends SpecificRecord> type) {
    return nameOf(SpecificData.get().getSchema(type));
  }

  static String nameOf(String record, long fingerprint) {
    return record + "-" + HexFormat.of().toHexDigits(fingerprint);
  }

  private static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }
}
