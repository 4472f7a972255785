package dev.sightline.models.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.TrustedRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * What a run of the trainer leaves: {@value #MODEL}, the SavedModel folder; {@value #MANIFEST}, the
 * draft of its manifest in Avro's JSON encoding; and {@value #SCHEMA}, the schema that the manifest
 * was written by, so that a later Sightline still reads it.
 *
 * <p>A draft lacks version, archive, parts and signature, which publishing gives it. In the file
 * they are 0 or empty; {@link #readManifest} leaves them out again.
 *
 * @param folder of the run
 */
public record RunFolder(Path folder) {
  public static final String MODEL = "model";
  public static final String MANIFEST = "manifest.json";
  public static final String SCHEMA = "manifest.avsc";

  static {
    TrustedRecords.trust();
  }

  /** The run that a folder is, or whose SavedModel folder it is; none without a manifest. */
  public static Optional<RunFolder> find(Path folder) {
    return Optional.of(new RunFolder(folder))
        .filter(RunFolder::hasManifest)
        .or(() -> around(folder));
  }

  private static Optional<RunFolder> around(Path savedModel) {
    return Optional.of(savedModel.toAbsolutePath().normalize())
        .filter(folder -> folder.endsWith(MODEL))
        .map(folder -> new RunFolder(folder.getParent()))
        .filter(RunFolder::hasManifest);
  }

  /** The SavedModel folder, whether or not it is there. */
  public Path savedModel() {
    return folder.resolve(MODEL);
  }

  /** The file of the manifest's draft. */
  public Path manifest() {
    return folder.resolve(MANIFEST);
  }

  /** Whether this run has got as far as a manifest. */
  public boolean hasManifest() {
    return Files.isRegularFile(manifest());
  }

  /**
   * Writes the draft of the model's manifest, in place of one that is there.
   *
   * @param draft all but version, archive, parts and signature; is left as it is
   * @throws AvroRuntimeException when it lacks more than that
   * @throws UncheckedIOException when it can't be written; what was there is left
   */
  public void writeManifest(ModelManifest.Builder draft) {
    ModelManifest manifest =
        ModelManifest.newBuilder(draft)
            .setVersion(0)
            .setArchive(new Checksum("", 0L))
            .setParts(List.of())
            .setSignature(null)
            .build();
    try {
      replace(SCHEMA, ModelManifest.getClassSchema().toString(true).getBytes(UTF_8));
      replace(MANIFEST, json(manifest));
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + manifest() + ": " + e.getMessage(), e);
    }
  }

  /** A reader sees the old file or the new one, never half of it. */
  private void replace(String name, byte[] content) throws IOException {
    Path written = Files.write(folder.resolve(name + ".new"), content);
    Files.move(written, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] json(ModelManifest manifest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonEncoder encoder =
        EncoderFactory.get().jsonEncoder(ModelManifest.getClassSchema(), bytes, true);
    new SpecificDatumWriter<>(ModelManifest.class).write(manifest, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  /**
   * Reads the draft that was written.
   *
   * @throws ModelRejectedException when there is none, or the file is no manifest
   */
  public ModelManifest.Builder readManifest() {
    try (InputStream file = Files.newInputStream(manifest())) {
      Schema written = writtenBy();
      ModelManifest manifest =
          new SpecificDatumReader<ModelManifest>(written, ModelManifest.getClassSchema())
              .read(null, DecoderFactory.get().jsonDecoder(written, file));
      return ModelManifest.newBuilder(manifest).clearVersion().clearArchive().clearParts();
    } catch (IOException | RuntimeException e) {
      throw new ModelRejectedException(
          manifest() + " can't be read as a model's manifest: " + e.getMessage(), e);
    }
  }

  /** The schema beside the manifest, or this Sightline's where somebody has left it behind. */
  private Schema writtenBy() throws IOException {
    Path file = folder.resolve(SCHEMA);
    return Files.exists(file)
        ? new Schema.Parser().parse(Files.readString(file))
        : ModelManifest.getClassSchema();
  }
}
