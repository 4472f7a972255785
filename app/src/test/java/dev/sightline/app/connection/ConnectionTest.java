package dev.sightline.app.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.topology.settings.WorkerConfig;
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

    AnyCommand(Map<String, String> environment) {
      connection = new Connection(environment);
    }
  }

  @TempDir Path folder;

  private static Connection parsed(String... arguments) {
    return parsedIn(Map.of(), arguments);
  }

  private static Connection parsedIn(Map<String, String> environment, String... arguments) {
    AnyCommand command = new AnyCommand(environment);
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
  class WhenACommandHeedsASettingOfWorkers {
    @Test
    void itHasTheDefaultWhereNobodySaysAnything() {
      assertThat(parsed().workerSetting(WorkerConfig.APPLICATION_ID)).isEqualTo("sightline");
      assertThat(parsed().workerSetting(WorkerConfig.REQUIRE_GPU)).isEqualTo(false);
    }

    @Test
    void theFileGoesBeforeTheEnvironment() throws IOException {
      Path file = Files.writeString(folder.resolve("p"), "sightline.application.id=of-file\n");
      Map<String, String> environment =
          Map.of("SIGHTLINE_APPLICATION_ID", "of-variable", "SIGHTLINE_REQUIRE_GPU", " TRUE");

      assertThat(parsedIn(environment).workerSetting(WorkerConfig.APPLICATION_ID))
          .isEqualTo("of-variable");
      assertThat(parsedIn(environment).workerSetting(WorkerConfig.REQUIRE_GPU)).isEqualTo(true);
      assertThat(
              parsedIn(environment, "--properties", file.toString())
                  .workerSetting(WorkerConfig.APPLICATION_ID))
          .isEqualTo("of-file");
    }

    @Test
    void aValueThatItCantHaveIsNamedWithItsVariable() {
      assertThatThrownBy(
              () ->
                  parsedIn(Map.of("SIGHTLINE_APPLICATION_ID", "a/b"))
                      .workerSetting(WorkerConfig.APPLICATION_ID))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("SIGHTLINE_APPLICATION_ID")
          .hasMessageContaining("expected 1 to 150 letters");
      assertThatThrownBy(
              () ->
                  parsedIn(Map.of("SIGHTLINE_REQUIRE_GPU", "yes"))
                      .workerSetting(WorkerConfig.REQUIRE_GPU))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("SIGHTLINE_REQUIRE_GPU");
    }
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

  @Nested
  class WhenThereAreVariables {
    private static final Map<String, String> VARIABLES =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", "variable:1",
            "SCHEMA_REGISTRY_URL", "http://variable",
            "SIGHTLINE_MODEL_NAME", "cats",
            "SIGHTLINE", "--bootstrap-servers nowhere:1");

    @Test
    void theyGoBeforeTheDefaults() {
      assertThat(parsedIn(VARIABLES).config())
          .isEqualTo(
              Map.of(
                  "bootstrap.servers", "variable:1",
                  "schema.registry.url", "http://variable",
                  "sightline.model.name", "cats"));
    }

    @Test
    void theFileAndTheCommandLineGoBeforeThem() throws IOException {
      Path file =
          Files.writeString(
              folder.resolve("file"), "bootstrap.servers=file:1\nsightline.model.name=dogs");
      Connection connection =
          parsedIn(VARIABLES, "--properties", file.toString(), "--schema-registry", "http://line");
      connection.set(Map.of("sightline.model.name", "mice"));

      assertThat(connection.config())
          .isEqualTo(
              Map.of(
                  "bootstrap.servers", "file:1",
                  "schema.registry.url", "http://line",
                  "sightline.model.name", "mice"));
    }

    @Test
    void theFileGoesBeforeThemWithoutTheRegistrysPrefixToo() throws IOException {
      Path file = Files.writeString(folder.resolve("file"), "basic.auth.user.info=file:1");

      assertThat(
              parsedIn(
                      Map.of("SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO", "variable:1"),
                      "--properties",
                      file.toString())
                  .config())
          .containsEntry("basic.auth.user.info", "file:1")
          .doesNotContainKey("schema.registry.basic.auth.user.info");
    }

    @Test
    void aFaultNamesTheVariable() {
      Connection connection = parsedIn(Map.of("SCHEMA_REGISTRY_URL", "ftp://somewhere"));

      assertThatThrownBy(connection::registry)
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("SCHEMA_REGISTRY_URL: ftp://somewhere is neither")
          .hasMessageNotContaining("schema.registry.url");
    }

    @Test
    void aFaultOfTheFileNamesTheKeyThatAVariableHasToo() throws IOException {
      Path file = Files.writeString(folder.resolve("file"), "schema.registry.url=ftp://file");
      Connection connection = parsedIn(VARIABLES, "--properties", file.toString());

      assertThatThrownBy(connection::registry)
          .hasMessageContaining("schema.registry.url: ftp://file is neither");
    }

    @Test
    void aMisspeltOneIsAMistakeBeforeAnybodyIsAsked() {
      Connection connection =
          parsedIn(Map.of("KAFKA_BOOTSTRAP_SERVER", "a:1", "SCHEMA_REGISTRY_URLS", "http://a"));

      assertThatThrownBy(connection::admin)
          .isInstanceOf(ParameterException.class)
          .hasMessage(
              "KAFKA_BOOTSTRAP_SERVER: there is no such setting; did you mean"
                  + " KAFKA_BOOTSTRAP_SERVERS?\n"
                  + "SCHEMA_REGISTRY_URLS: there is no such setting; did you mean"
                  + " SCHEMA_REGISTRY_URL?");
    }

    @Test
    void allFaultsOfAWorkerAreListedByTheirVariables() {
      Connection connection =
          parsedIn(
              Map.of(
                  "SIGHTLINE_BATCH_MAX_SIZE", "0",
                  "SIGHTLINE_BATCH_MAXSIZE", "8",
                  "KAFKA_COMMIT_INTERVAL_MS", "often",
                  "KAFKA_STATE_DIR", "/state"));

      assertThatThrownBy(() -> connection.checked(() -> WorkerConfig.of(connection.config())))
          .isInstanceOf(ParameterException.class)
          .hasMessageContainingAll(
              "KAFKA_COMMIT_INTERVAL_MS: expected a whole number, found often",
              "SIGHTLINE_BATCH_MAX_SIZE: expected a whole number from 1 to 4096, found 0",
              "SIGHTLINE_BATCH_MAXSIZE: there is no such setting; did you mean"
                  + " SIGHTLINE_BATCH_MAX_SIZE?",
              "KAFKA_STATE_DIR: has no effect; did you mean SIGHTLINE_STATE_DIR?");
    }
  }

  /** In containers a name is there only while what it names is. */
  @Test
  void brokersWhoseNameHasNoAddressAreAwayAndNoMistake() {
    Connection connection =
        parsedIn(Map.of("KAFKA_BOOTSTRAP_SERVERS", "nobody.invalid:9092,none.invalid:9092"));

    assertThatThrownBy(connection::admin)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "no broker answers: nothing named in KAFKA_BOOTSTRAP_SERVERS has an address now:"
                + " nobody.invalid:9092,none.invalid:9092");
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
