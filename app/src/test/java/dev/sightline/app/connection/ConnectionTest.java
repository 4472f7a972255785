package dev.sightline.app.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.registry.SchemaRegistries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ConnectionTest {
  @Command
  static class AnyCommand {
    @Mixin Connection connection;
  }

  @TempDir Path folder;

  private static Connection parsed(String... arguments) {
    AnyCommand command = new AnyCommand();
    new CommandLine(command).parseArgs(arguments);
    return command.connection;
  }

  @Test
  void withoutOptionsTheDefaultsHold() {
    assertThat(parsed().config())
        .isEqualTo(
            Map.of(
                "bootstrap.servers", "localhost:9092",
                "schema.registry.url", "http://localhost:8081"));
  }

  @Nested
  class WhenSingleSettingsAreGiven {
    @Test
    void theyReachEveryClient() {
      Connection connection = parsed();

      connection.set(Map.of("bootstrap.servers", "set:1", "schema.registry.url", "mock://set"));

      assertThat(connection.bootstrapServers()).isEqualTo("set:1");
      assertThat(connection.registry())
          .isSameAs(SchemaRegistries.of(Map.of("schema.registry.url", "mock://set")));
    }

    @Test
    void anOptionThatSaysSomethingElseIsAMistake() {
      Connection connection = parsed("--bootstrap-servers", "option:1");

      connection.set(Map.of("bootstrap.servers", "option:1"));
      assertThatThrownBy(() -> connection.set(Map.of("bootstrap.servers", "set:1")))
          .isInstanceOf(ParameterException.class)
          .hasMessage("--set: bootstrap.servers=set:1 contradicts --bootstrap-servers option:1");
    }

    @Test
    void aSettingWithoutAKeyIsAMistake() {
      assertThatThrownBy(() -> parsed().set(Map.of("", "x")))
          .isInstanceOf(ParameterException.class)
          .hasMessage("--set: expected KEY=VALUE, found =x");
    }
  }

  @Nested
  class WhenThereIsAFile {
    private String file;

    @BeforeEach
    void write() throws IOException {
      Path path = folder.resolve("client.properties");
      Files.writeString(
          path, "bootstrap.servers=file:1\nschema.registry.url=http://file\nsecurity.protocol=SSL");
      file = path.toString();
    }

    @Test
    void itGoesBeforeTheDefaultsAndAddsToThem() {
      assertThat(parsed("--properties", file).config())
          .isEqualTo(
              Map.of(
                  "bootstrap.servers", "file:1",
                  "schema.registry.url", "http://file",
                  "security.protocol", "SSL"));
    }

    @Test
    void theCommandLineGoesBeforeIt() {
      Connection connection =
          parsed(
              "--properties",
              file,
              "--bootstrap-servers",
              "line:1",
              "--schema-registry",
              "http://line");

      assertThat(connection.config())
          .containsEntry("bootstrap.servers", "line:1")
          .containsEntry("schema.registry.url", "http://line")
          .containsEntry("security.protocol", "SSL");
      assertThat(connection.bootstrapServers()).isEqualTo("line:1");
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Connection connection = parsed("--properties", folder.resolve("none").toString());

    assertThatThrownBy(connection::config)
        .isInstanceOf(ParameterException.class)
        .hasMessage("--properties: there is no file " + folder.resolve("none"));
  }

  @Test
  void aRegistryAddressThatIsNoneIsTheUsersMistake() {
    assertThatThrownBy(() -> parsed("--schema-registry", "ftp://somewhere").registry())
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("ftp://somewhere");
  }
}
