package dev.sightline.app.run;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.types.Password;

/** The settings of a worker as lines of its help. */
final class SettingsText {
  /** Whole words, as many as fit beside the indent in 80 columns. */
  private static final Pattern LINE = Pattern.compile("(.{1,73})(?:\\s+|$)");

  private SettingsText() {}

  /** For each setting a line with its key and default, and what it means. */
  static String[] of(ConfigDef settings) {
    return settings.configKeys().values().stream()
        .flatMap(
            setting ->
                Stream.concat(
                    Stream.of("  %s = %s".formatted(setting.name, byDefault(setting))),
                    wrapped(setting.documentation)))
        .map(line -> line.replace("%", "%%").stripTrailing()) // picocli reads % as a format
        .toArray(String[]::new);
  }

  private static Stream<String> wrapped(String meaning) {
    return LINE.matcher(meaning).results().map(line -> "      " + line.group(1));
  }

  private static String byDefault(ConfigKey setting) {
    return setting.defaultValue instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : setting.defaultValue instanceof Password none // as a text it is [hidden]
            ? none.value()
            : String.valueOf(setting.defaultValue);
  }
}
