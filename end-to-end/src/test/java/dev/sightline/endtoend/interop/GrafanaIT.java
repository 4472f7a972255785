package dev.sightline.endtoend.interop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for Grafana, held against the types that Grafana publishes for Python. */
class GrafanaIT {
  private static final Path SOURCE = Path.of("src", "test", "interop", "grafana").toAbsolutePath();
  private static final Path PAGE = Path.of("..", "docker", "grafana", "sightline.json");
  private static final PythonEnvironment PYTHON =
      new PythonEnvironment("grafana", SOURCE.resolve("requirements.txt"));

  @TempDir Path folder;

  @BeforeEach
  void install() throws Exception {
    if (!PYTHON.isInstalled()) {
      PYTHON.install(folder.resolve("install.log"));
    }
  }

  @Test
  void thePageHasNothingThatGrafanaDoesNotKnow() throws Exception {
    check(PAGE);
  }

  @Test
  void whatGrafanaDoesNotKnowIsNamed() throws Exception {
    String page = Files.readString(PAGE);
    Path wrong = folder.resolve("wrong.json");
    Files.writeString(wrong, page.replace("\"graphMode\"", "\"graphModus\""));

    assertThatThrownBy(() -> check(wrong)).hasMessageContaining("/options/graphModus");
  }

  private void check(Path page) throws Exception {
    PYTHON.run(
        folder.resolve("check.log"),
        1,
        SOURCE.resolve("unknown_fields.py").toString(),
        page.toString());
  }
}
