package dev.sightline.endtoend.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Python with TensorFlow and Keras, in the user's cache: it takes more than a gigabyte, so it is
 * kept, and made only when {@code SIGHTLINE_KERAS=true} asks for it.
 */
final class KerasEnvironment {
  private static final Path SOURCE = Path.of("src", "test", "interop", "keras").toAbsolutePath();
  private static final Path FOLDER =
      Path.of(System.getProperty("user.home"), ".cache", "sightline-interop", "keras");
  private static final Path PYTHON = FOLDER.resolve("bin").resolve("python");

  /** Written last: a folder without it was not finished. */
  private static final Path FINISHED = FOLDER.resolve("requirements.txt");

  private static final int INSTALL_WITHIN_MINUTES = 20;
  private static final int EXPORT_WITHIN_MINUTES = 5;

  private KerasEnvironment() {}

  /** Makes the environment unless it is there. */
  static void install(Path log) throws IOException, InterruptedException {
    Path requirements = SOURCE.resolve("requirements.txt");
    if (Files.exists(FINISHED) && Files.mismatch(requirements, FINISHED) == -1) {
      return;
    }
    if (!"true".equals(System.getenv("SIGHTLINE_KERAS"))) {
      Machine.lacks(
          false,
          "no Keras of the version wanted in " + FOLDER + "; SIGHTLINE_KERAS=true installs it");
    }
    Files.createDirectories(FOLDER.getParent());
    run(log, INSTALL_WITHIN_MINUTES, "python3", "-m", "venv", "--clear", FOLDER.toString());
    run(
        log,
        INSTALL_WITHIN_MINUTES,
        PYTHON.toString(),
        "-m",
        "pip",
        "install",
        "-r",
        requirements.toString());
    Files.copy(requirements, FINISHED);
  }

  /** Writes models, images and Keras' own answers into a folder. */
  static void export(Path folder, Path log) throws IOException, InterruptedException {
    run(
        log,
        EXPORT_WITHIN_MINUTES,
        PYTHON.toString(),
        SOURCE.resolve("export_models.py").toString(),
        folder.toString());
  }

  private static void run(Path log, int withinMinutes, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    if (!process.waitFor(withinMinutes, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(
          "%s does not end within %d min".formatted(List.of(command), withinMinutes));
    }
    assertThat(process.exitValue()).as("%s: %s", List.of(command), Files.readString(log)).isZero();
  }
}
