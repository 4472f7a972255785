package dev.sightline.models.manifest;

import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.TrustedRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
   * A manifest's Avro binary with {@code signature} null and the entries of maps in the order of
   * their keys: Avro leaves that order open, and a reader's differs from the writer's.
   */
  static byte[] unsigned(ModelManifest manifest) {
    ModelManifest unsigned = ModelManifest.newBuilder(manifest).setSignature(null).build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new SortedMapsWriter().write(unsigned, encoder);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static final class SortedMapsWriter extends GenericDatumWriter<ModelManifest> {
    SortedMapsWriter() {
      super(ModelManifest.getClassSchema(), SpecificData.getForClass(ModelManifest.class));
    }

    @Override
    protected void writeMap(Schema schema, Object map, Encoder out) throws IOException {
      super.writeMap(schema, new TreeMap<>((Map<?, ?>) map), out);
    }
  }
}
