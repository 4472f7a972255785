package dev.sightline.topology.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A setting that nobody reads is a promise that nobody keeps. */
class SettingsInUseTest {
  @Test
  void everyKeyIsReadBesidesBeingNamedAndDefined() throws IOException {
    String sources = sources(Path.of("src", "main", "java"));
    assertThat(keys())
        .isNotEmpty()
        .allSatisfy(
            key ->
                assertThat(Pattern.compile("\\b" + key + "\\b").matcher(sources).results())
                    .as(key)
                    .hasSizeGreaterThan(2));
  }

  private static Stream<String> keys() {
    return Arrays.stream(WorkerConfig.class.getFields())
        .filter(field -> field.getType() == String.class && isSetting(field))
        .map(Field::getName);
  }

  private static boolean isSetting(Field field) {
    try {
      return WorkerConfig.definition().names().contains(field.get(null));
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String sources(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
