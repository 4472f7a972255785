package dev.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The table of commands in docs/operating.md. */
class DocumentedCommandsTest {
  @Test
  void saysOfEveryCommandWhatItDoes() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "operating.md"));

    assertThat(leaves("", Sightline.commandLine()))
        .isNotEmpty()
        .allSatisfy(command -> assertThat(page).containsPattern("\\| `" + command + "` \\| \\S"));
  }

  /** The commands that do something, with those they belong to before them. */
  private static Stream<String> leaves(String path, CommandLine command) {
    return command.getSubcommands().entrySet().stream()
        .flatMap(
            child ->
                child.getValue().getSubcommands().isEmpty()
                    ? Stream.of(path + child.getKey())
                    : leaves(path + child.getKey() + " ", child.getValue()));
  }
}
