package dev.sightline.endtoend.interop;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A Python with TensorFlow and Keras: it takes more than a gigabyte, so it is made only when {@code
 * SIGHTLINE_KERAS=true} asks for it.
 */
final class KerasEnvironment {
  private static final Path SOURCE = Path.of("src", "test", "interop", "keras").toAbsolutePath();
  private static final PythonEnvironment PYTHON =
      new PythonEnvironment("keras", SOURCE.resolve("requirements.txt"));
  private static final int EXPORT_WITHIN_MINUTES = 5;

  private KerasEnvironment() {}

  /** Makes the environment unless it is there. */
  static void install(Path log) throws IOException, InterruptedException {
    if (PYTHON.isInstalled()) {
      return;
    }
    if (!"true".equals(System.getenv("SIGHTLINE_KERAS"))) {
      Machine.lacks(false, "no Keras of the version wanted; SIGHTLINE_KERAS=true installs it");
    }
    PYTHON.install(log);
  }

  /** Writes models, images and Keras' own answers into a folder. */
  static void export(Path folder, Path log) throws IOException, InterruptedException {
    PYTHON.run(
        log,
        EXPORT_WITHIN_MINUTES,
        SOURCE.resolve("export_models.py").toString(),
        folder.toString());
  }
}
