package dev.sightline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option {@code --python}: an interpreter with TensorFlow and Keras. */
public final class PythonOption {
  private static final Path SCRIPTS = Path.of("benchmarks", "src", "main", "python");
  private static final Path REQUIREMENTS =
      Path.of("end-to-end", "src", "test", "interop", "keras", "requirements.txt");

  /** Where the tests of the whole system keep theirs. */
  private static final Path USUAL_FOLDER =
      Path.of(System.getProperty("user.home"), ".cache", "sightline-interop", "keras");

  private static final String FIND =
      "import importlib.util as u, sys;"
          + " sys.exit(not all(map(u.find_spec, ['tensorflow', 'keras'])))";

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--python",
      paramLabel = "PATH",
      description =
          "A Python with tensorflow-cpu of the version in "
              + "end-to-end/src/test/interop/keras"
              + " (default: ~/.cache/sightline-interop/keras/bin/python).")
  private Path python;

  /**
   * @throws ParameterException when there is no such Python, or it lacks TensorFlow or Keras
   */
  public void require() throws InterruptedException {
    if (!canImport()) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is not a Python with TensorFlow and Keras; name one by --python, or make this one: "
                  .formatted(executable())
              + "python3 -m venv %s && %s -m pip install -r %s"
                  .formatted(USUAL_FOLDER, usual(), REQUIREMENTS));
    }
  }

  /**
   * Starts one of the benchmarks' scripts.
   *
   * @param log takes what the process writes
   */
  public ChildProcess start(String script, Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(executable().toString());
    command.add(SCRIPTS.resolve(script).toString());
    command.addAll(arguments);
    return ChildProcess.start(script, log, command);
  }

  private boolean canImport() throws InterruptedException {
    if (!Files.isExecutable(executable())) {
      return false;
    }
    try {
      return new ProcessBuilder(executable().toString(), "-c", FIND).start().waitFor() == 0;
    } catch (IOException noProgram) {
      return false;
    }
  }

  private Path executable() {
    return Optional.ofNullable(python).orElse(usual());
  }

  private static Path usual() {
    return USUAL_FOLDER.resolve("bin").resolve("python");
  }
}
