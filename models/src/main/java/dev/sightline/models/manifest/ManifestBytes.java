package dev.sightline.models.manifest;

import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.TrustedRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;

/** The bytes of a manifest that a signature is over. */
final class ManifestBytes {
  static {
    TrustedRecords.trust();
  }

  private ManifestBytes() {}

  /**
   * A manifest's Avro binary with {@code signature} null, the entries of maps in the order of their
   * keys, and without the null fields at its end. Avro leaves the order of a map open, and a
   * reader's differs from the writer's.
   *
   * <p>The fields that later versions have added stand at the end and are null where nobody set
   * them: left out, they make no difference to a signature of before. No two manifests have the
   * same bytes: what is left out is never followed by anything, and what is not makes the bytes
   * longer than any that begin alike.
   */
  static byte[] unsigned(ModelManifest manifest) {
    ModelManifest unsigned = ModelManifest.newBuilder(manifest).setSignature(null).build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new SortedMapsWriter(withoutNullsAtTheEnd(unsigned)).write(unsigned, encoder);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static Schema withoutNullsAtTheEnd(ModelManifest manifest) {
    Schema schema = manifest.getSchema();
    int fields = schema.getFields().size();
    while (manifest.get(fields - 1) == null) {
      fields--;
    }
    List<Schema.Field> written =
        schema.getFields().subList(0, fields).stream()
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, written);
  }

  private static final class SortedMapsWriter extends GenericDatumWriter<ModelManifest> {
    SortedMapsWriter(Schema written) {
      super(written, SpecificData.getForClass(ModelManifest.class));
    }

    @Override
    protected void writeMap(Schema schema, Object map, Encoder out) throws IOException {
      super.writeMap(schema, new TreeMap<>((Map<?, ?>) map), out);
    }
  }
}
