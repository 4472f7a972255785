package dev.sightline.topology.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A setting that nobody reads is a promise that nobody keeps. */
class SettingsInUseTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Path SETTINGS = SOURCES.resolve("dev/sightline/topology/settings");

  /** A method of the class: its name, and then its body up to the brace that ends it. */
  private static final Pattern PUBLIC_METHOD =
      Pattern.compile("\n  public [^;{]*?(\\w+)\\([^)]*\\) \\{(.*?)\n  }", Pattern.DOTALL);

  @Test
  void everyKeyIsDefined() {
    assertThat(keys().map(SettingsInUseTest::value))
        .containsExactlyInAnyOrderElementsOf(WorkerConfig.definition().names());
  }

  @Test
  void everyKeyIsReadByAMethodThatAPartCalls() throws IOException {
    List<MatchResult> methods =
        PUBLIC_METHOD
            .matcher(Files.readString(SETTINGS.resolve("WorkerConfig.java")))
            .results()
            .toList();
    String parts = sourcesBesidesTheSettings();

    assertThat(keys().map(Field::getName))
        .allSatisfy(
            key ->
                assertThat(methods)
                    .as("methods that read %s and are called", key)
                    .anyMatch(method -> reads(method, key) && isCalled(method, parts)));
  }

  private static boolean reads(MatchResult method, String key) {
    return Pattern.compile("\\(" + key + "\\)").matcher(method.group(2)).find();
  }

  private static boolean isCalled(MatchResult method, String parts) {
    return parts.contains("." + method.group(1) + "(");
  }

  private static Stream<Field> keys() {
    return Arrays.stream(WorkerConfig.class.getFields())
        .filter(field -> field.getType() == String.class)
        .filter(field -> value(field).startsWith(WorkerConfig.PREFIX));
  }

  private static String value(Field key) {
    try {
      return (String) key.get(null);
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String sourcesBesidesTheSettings() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources =
          files
              .filter(file -> file.toString().endsWith(".java") && !file.startsWith(SETTINGS))
              .toList();
      StringBuilder all = new StringBuilder();
      for (Path source : sources) {
        all.append(Files.readString(source));
      }
      return all.toString();
    }
  }
}
