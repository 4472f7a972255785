package dev.sightline.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  @Test
  void explainsEverySettingInTheSettingsOwnWords() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    assertThat(WorkerConfig.definition().configKeys().values())
        .allSatisfy(
            setting ->
                assertThat(readme)
                    .containsPattern(
                        "\\| `%s` \\| .* \\| \\Q%s\\E \\|"
                            .formatted(setting.name, setting.documentation)));
  }
}
