package dev.sightline.trainer.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.trainer.training.TrainerState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A checkpoint as a zip: {@value #STATE}, what is not a variable; {@value #VARIABLES}* and {@value
 * #BEST}*, a variable each, float32 in little-endian order, row-major. The zip's checksums tell a
 * damaged one.
 *
 * <p>The file is written beside itself and then takes its name, so that a full disk or a killed
 * process leaves the earlier checkpoint.
 */
public record CheckpointFile(Path path) {
  private static final String STATE = "state.json";
  private static final String VARIABLES = "variables/";
  private static final String BEST = "best/";
  private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

  /**
   * Replaces what is there.
   *
   * @throws CheckpointException when it can't be written; the earlier one stays
   */
  public void write(Checkpoint checkpoint) {
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try {
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
          ZipOutputStream zip = new ZipOutputStream(file)) {
        zip.setLevel(Deflater.NO_COMPRESSION); // weights don't shrink
        put(zip, STATE, JSON.writeValueAsBytes(StateJson.of(checkpoint)));
        putAll(zip, VARIABLES, checkpoint.state().variables());
        if (checkpoint.state().best().isPresent()) {
          putAll(zip, BEST, checkpoint.state().best().get().weights());
        }
      }
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      discard(part, failed);
      throw new CheckpointException("checkpoint " + path + " can't be written: " + failed, failed);
    }
  }

  /**
   * The checkpoint, if there is one.
   *
   * @throws CheckpointException when the file is damaged or no checkpoint
   */
  public Optional<Checkpoint> read() {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    StateJson state = null;
    Map<String, float[]> variables = new LinkedHashMap<>();
    Map<String, float[]> best = new LinkedHashMap<>();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        byte[] content = zip.readAllBytes();
        String name = entry.getName();
        if (name.equals(STATE)) {
          state = JSON.readValue(content, StateJson.class);
        } else if (name.startsWith(VARIABLES)) {
          variables.put(name.substring(VARIABLES.length()), floats(content));
        } else if (name.startsWith(BEST)) {
          best.put(name.substring(BEST.length()), floats(content));
        }
      }
    } catch (IOException | IllegalArgumentException damaged) {
      throw new CheckpointException("checkpoint " + path + " can't be read: " + damaged, damaged);
    }
    if (state == null) {
      throw new CheckpointException("checkpoint " + path + " can't be read: it has no " + STATE);
    }
    requireAll(VARIABLES, state.variables(), variables.keySet());
    requireAll(BEST, state.bestWeights(), best.keySet());
    TrainerState trainer = state.trainerState(variables, best);
    return Optional.of(new Checkpoint(state.identity(), trainer));
  }

  private void requireAll(String folder, Set<String> expected, Set<String> found) {
    if (!found.equals(expected)) {
      throw new CheckpointException(
          "checkpoint %s can't be read: %s has %s, expected %s"
              .formatted(path, folder, found, expected));
    }
  }

  private static void putAll(ZipOutputStream zip, String folder, Map<String, float[]> values)
      throws IOException {
    for (var value : new TreeMap<>(values).entrySet()) {
      put(zip, folder + value.getKey(), bytes(value.getValue()));
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static void discard(Path part, IOException failed) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException left) {
      failed.addSuppressed(left);
    }
  }
}
