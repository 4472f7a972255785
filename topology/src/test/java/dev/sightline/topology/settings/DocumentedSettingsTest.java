package dev.sightline.topology.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/** The table of settings in docs/operating.md. */
class DocumentedSettingsTest {
  /** What a page says where the default depends on the machine, or is nothing. */
  private static final Map<String, String> DEFAULTS_IN_WORDS =
      Map.of(
          WorkerConfig.WORKER_ID, "",
          WorkerConfig.THREADS, "the cores",
          WorkerConfig.TRUSTED_KEYS, "none",
          WorkerConfig.WEBHOOK_URL, "none",
          WorkerConfig.WEBHOOK_SECRET, "none",
          WorkerConfig.WEBHOOK_SECRET_FILE, "none",
          WorkerConfig.STATE_DIR, "`~/.local/state/sightline`");

  @Test
  void hasEverySettingWithItsDefaultInItsOwnWords() throws IOException {
    List<String> table =
        Files.readAllLines(Path.of("..", "docs", "operating.md")).stream()
            .filter(line -> line.startsWith("| `sightline."))
            .toList();
    List<String> settings =
        WorkerConfig.definition().configKeys().values().stream()
            .map(DocumentedSettingsTest::row)
            .toList();

    assertThat(table).containsExactlyInAnyOrderElementsOf(settings);
  }

  private static String row(ConfigKey setting) {
    return "| `%s` | %s | %s |".formatted(setting.name, byDefault(setting), setting.documentation);
  }

  private static String byDefault(ConfigKey setting) {
    String value =
        setting.defaultValue instanceof List<?> list
            ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
            : String.valueOf(setting.defaultValue);
    return DEFAULTS_IN_WORDS.getOrDefault(setting.name, "`" + value + "`");
  }
}
