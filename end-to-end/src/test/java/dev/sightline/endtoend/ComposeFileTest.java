package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.app.Sightline;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.topology.settings.WorkerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What docker-compose.yml and the Dockerfile say agrees with the code; no engine is asked. */
class ComposeFileTest {
  private static final Path TOP = Path.of("..");
  private static final Set<String> SERVERS = Set.of("broker", "registry", "prometheus", "grafana");
  private static final Pattern CALL = Pattern.compile("sightline ((?:[\\w-]+|\"\\$\\$\\w+\"| )+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)[:}]");

  private static JsonNode services() {
    return compose().required("services");
  }

  /** With anchors and merges resolved. */
  private static JsonNode compose() {
    try {
      return new ObjectMapper()
          .valueToTree(new Yaml().load(Files.readString(TOP.resolve("docker-compose.yml"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> ofSightline() {
    List<String> names = new ArrayList<>();
    services().fieldNames().forEachRemaining(names::add);
    names.removeAll(SERVERS);
    return names;
  }

  @ParameterizedTest
  @MethodSource("ofSightline")
  void commandsAreThoseOfTheCommandLine(String name) {
    JsonNode service = services().required(name);

    assertThat(commands(service))
        .isNotEmpty()
        .allSatisfy(
            words ->
                assertThatCode(
                        () -> Sightline.commandLine().parseArgs(words.toArray(String[]::new)))
                    .as(String.join(" ", words))
                    .doesNotThrowAnyException());
  }

  /** The words of a list, or those of each call in a script. */
  private static List<List<String>> commands(JsonNode service) {
    List<String> words = new ArrayList<>();
    service.required("command").forEach(word -> words.add(word.asText()));
    if (!service.has("entrypoint")) {
      return List.of(words);
    }
    return CALL.matcher(words.get(0))
        .results()
        .map(call -> List.of(call.group(1).strip().replaceAll("\"\\$\\$(\\w+)\"", "1").split(" ")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("ofSightline")
  void variablesWithOurBeginningsAreSettings(String name) {
    Set<String> known =
        Stream.of(
                variables("", WorkerConfig.definition().names()),
                variables("KAFKA_", WorkerConfig.clientKeys()),
                variables("", SchemaRegistries.keys()))
            .flatMap(Set::stream)
            .collect(Collectors.toSet());

    services()
        .required(name)
        .required("environment")
        .fieldNames()
        .forEachRemaining(
            variable -> {
              if (variable.matches("(SIGHTLINE|KAFKA|SCHEMA_REGISTRY)_.*")) {
                assertThat(known).contains(variable);
              }
            });
  }

  private static Set<String> variables(String beginning, Set<String> keys) {
    return keys.stream()
        .map(key -> beginning + key.replace('.', '_').toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("ofSightline")
  void ourContainersMayDoLittle(String name) {
    JsonNode service = services().required(name);

    assertThat(service.required("read_only").asBoolean()).isTrue();
    assertThat(service.required("cap_drop").get(0).asText()).isEqualTo("ALL");
    assertThat(service.required("security_opt").get(0).asText())
        .isEqualTo("no-new-privileges:true");
  }

  @Test
  void portsAreThisMachinesAlone() {
    List<String> ports = new ArrayList<>();
    services().forEach(service -> service.path("ports").forEach(port -> ports.add(port.asText())));

    assertThat(ports).hasSizeGreaterThan(3).allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @Test
  void theImageExposesTheDefaultPortsAndRunsAsNobodySpecial() throws IOException {
    String dockerfile = Files.readString(TOP.resolve("Dockerfile"));

    assertThat(dockerfile)
        .contains("USER 10001:10001", "ENTRYPOINT [\"sightline\"]")
        .contains("EXPOSE " + defaultOf(WorkerConfig.HTTP_PORT) + " " + dashboardPort());
  }

  @Test
  void theHealthCheckLooksWhereAProcessOfTheImageLeavesItsAddress() throws IOException {
    Matcher folder =
        Pattern.compile("(?m)^-Dsightline\\.address\\.dir=(.+)$")
            .matcher(Files.readString(TOP.resolve("docker/java.options")));

    assertThat(folder.find()).isTrue();
    assertThat(Files.readString(TOP.resolve("docker/healthy")))
        .contains("${HEALTHY_ADDRESSES:-" + folder.group(1) + "}");
  }

  private static Object defaultOf(String setting) {
    return WorkerConfig.definition().defaultValues().get(setting);
  }

  private static String dashboardPort() {
    return Sightline.commandLine()
        .getSubcommands()
        .get("dashboard")
        .getCommandSpec()
        .findOption("--port")
        .defaultValue();
  }

  @Test
  void whatCanBeSetIsDocumented() throws IOException {
    String document = Files.readString(TOP.resolve("docs/containers.md"));
    List<String> names =
        VARIABLE
            .matcher(Files.readString(TOP.resolve("docker-compose.yml")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .distinct()
            .toList();

    assertThat(names).hasSizeGreaterThan(5);
    assertThat(names)
        .allSatisfy(name -> assertThat(document).containsPattern("\\|.*`" + name + "`.* \\|"));
  }
}
