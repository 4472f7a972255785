package dev.sightline.endtoend.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A Python with some packages, in the user's cache, where it is kept for the next time.
 *
 * @param name of its folder
 * @param requirements the file that lists the packages
 */
record PythonEnvironment(String name, Path requirements) {
  private static final int INSTALL_WITHIN_MINUTES = 20;
  private static final Pattern CANNOT_BE_HAD =
      Pattern.compile(
          "NewConnectionError|ConnectTimeout|ProxyError|Network is unreachable|"
              + "name resolution|ensurepip is not available|No module named venv");

  /** Whether it is there, with the packages that are wanted. */
  boolean isInstalled() throws IOException {
    return Files.exists(finished()) && Files.mismatch(requirements, finished()) == -1;
  }

  /** Makes it anew; where there is no Python or no network, the test is skipped. */
  void install(Path log) throws IOException, InterruptedException {
    Files.createDirectories(folder().getParent());
    try {
      make(log, "python3", "-m", "venv", "--clear", folder().toString());
    } catch (IOException notThere) {
      Machine.lacks(false, "python3 is not on the path");
    }
    make(log, python(), "-m", "pip", "install", "-q", "-r", requirements.toString());
    Files.copy(requirements, finished());
  }

  private static void make(Path log, String... command) throws IOException, InterruptedException {
    int exitCode = end(log, INSTALL_WITHIN_MINUTES, command);
    String said = Files.readString(log);
    if (exitCode != 0 && CANNOT_BE_HAD.matcher(said).find()) {
      Machine.lacks(false, "%s: %s".formatted(List.of(command), said));
    }
    assertThat(exitCode).as("%s: %s", List.of(command), said).isZero();
  }

  /** The interpreter. */
  String python() {
    return folder().resolve("bin").resolve("python").toString();
  }

  /** Runs a script to its end, which must be a good one. */
  void run(Path log, int withinMinutes, String... scriptAndArguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(scriptAndArguments));
    command.add(0, python());
    int exitCode = end(log, withinMinutes, command.toArray(String[]::new));
    assertThat(exitCode).as("%s: %s", command, Files.readString(log)).isZero();
  }

  private static int end(Path log, int withinMinutes, String... command)
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
    return process.exitValue();
  }

  private Path folder() {
    return Path.of(System.getProperty("user.home"), ".cache", "sightline-interop", name);
  }

  /** Written last: a folder without it was not finished. */
  private Path finished() {
    return folder().resolve("requirements.txt");
  }
}
