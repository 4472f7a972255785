package dev.sightline.topology.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table of settings in docs/operating.md. */
class DocumentedSettingsTest {
  @Test
  void explainsEverySettingInTheSettingsOwnWords() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "operating.md"));
    assertThat(WorkerConfig.definition().configKeys().values())
        .allSatisfy(
            setting ->
                assertThat(page)
                    .containsPattern(
                        "\\| `%s` \\| .* \\| \\Q%s\\E \\|"
                            .formatted(setting.name, setting.documentation)));
  }
}
