package dev.sightline.benchmarks.training;

import dev.sightline.trainer.data.Examples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The images that all sides train on, decoded, in two files of a folder: {@code pixels}, uint8
 * [images, height, width, 3], and {@code labels}, int32 [images], little-endian.
 */
final class TrainingImages {
  private static final String PIXELS = "pixels";
  private static final String LABELS = "labels";

  private TrainingImages() {}

  static void write(Examples examples, Path folder) throws IOException {
    Files.write(folder.resolve(PIXELS), examples.pixels());
    ByteBuffer labels = littleEndian(new byte[examples.size() * Integer.BYTES]);
    labels.asIntBuffer().put(examples.labels());
    Files.write(folder.resolve(LABELS), labels.array());
  }

  /** Reads images of that size. */
  static Examples read(Path folder, int height, int width) throws IOException {
    ByteBuffer bytes = littleEndian(Files.readAllBytes(folder.resolve(LABELS)));
    int[] labels = new int[bytes.capacity() / Integer.BYTES];
    bytes.asIntBuffer().get(labels);
    return new Examples(height, width, Files.readAllBytes(folder.resolve(PIXELS)), labels);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
