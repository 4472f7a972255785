package dev.sightline.endtoend.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The client in {@code src/test/interop/node}: JavaScript, kafkajs and Confluent's serdes for it,
 * in the versions of {@code docs/examples/javascript}, which are beside it.
 */
final class NodeClient {
  private static final Path SOURCE = Path.of("src", "test", "interop", "node");
  private static final Path EXAMPLES = Path.of("docs", "examples", "javascript");
  private static final Path SCHEMAS = Path.of("schemas", "src", "main", "avro");

  /** Has the libraries, and below it the programs that find them there. */
  private static final Path INSTALLED = Path.of("target", "interop");

  private static final int INSTALL_WITHIN_SECONDS = 300;
  private static final int ANSWER_WITHIN_SECONDS = 60;
  private static final Pattern NO_NETWORK =
      Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String bootstrapServers;
  private final String registryUrl;

  NodeClient(Map<String, Object> connection) {
    this.bootstrapServers = connection.get("bootstrap.servers").toString();
    this.registryUrl = connection.get("schema.registry.url").toString();
  }

  /** Brings the client's libraries, which takes a minute the first time. */
  static void install() throws IOException, InterruptedException {
    for (String program : List.of("node", "npm")) {
      if (!isThere(program)) {
        Machine.lacks(Machine.isBuildMachine(), program + " is not on the path");
      }
    }
    Path repository = Path.of("..");
    copy(SOURCE, INSTALLED.resolve("node"));
    copy(repository.resolve(SCHEMAS), INSTALLED.resolve(SCHEMAS));
    copy(repository.resolve(EXAMPLES), INSTALLED.resolve(EXAMPLES));
    for (String file : List.of("package.json", ".npmrc")) {
      Files.copy(
          INSTALLED.resolve(EXAMPLES).resolve(file),
          INSTALLED.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Path log = INSTALLED.resolve("install.log");
    Process npm =
        new ProcessBuilder("npm", "install")
            .directory(INSTALLED.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exitCode = end(npm, INSTALL_WITHIN_SECONDS, "npm install");
    String output = Files.readString(log);
    if (exitCode != 0 && NO_NETWORK.matcher(output).find()) {
      Machine.lacks(Machine.isBuildMachine(), "npm install finds no network: " + output);
    }
    assertThat(exitCode).as("npm install: " + output).isZero();
  }

  /** Copies the files of a folder. */
  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** The examples in JavaScript. */
  static Example example() {
    return new Example("node", INSTALLED.resolve(EXAMPLES), ".js");
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return end(command(program, "--version").start(), ANSWER_WITHIN_SECONDS, program) == 0;
    } catch (IOException notFound) {
      return false;
    }
  }

  /**
   * Publishes records as JSON, bytes in base64.
   *
   * @param schema the file with the Avro schema of the values
   */
  void publish(String topic, Path schema, List<Map<String, Object>> records)
      throws IOException, InterruptedException {
    Process process = client("publish", topic, schema.toAbsolutePath().toString());
    try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
      for (Map<String, Object> record : records) {
        input.write(JSON.writeValueAsString(record));
        input.newLine();
      }
    }
    String said = process.inputReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining());
    assertThat(end(process, ANSWER_WITHIN_SECONDS, "publish")).as(said).isZero();
  }

  /** Reads a topic from its beginning on. The caller closes it. */
  JsonLines read(String topic) throws IOException {
    return new JsonLines(topic, client("read", topic));
  }

  private Process client(String action, String topic, String... more) throws IOException {
    ProcessBuilder builder =
        command("node", "client.js", action, bootstrapServers, registryUrl, topic);
    builder.command().addAll(List.of(more));
    return builder.directory(INSTALLED.resolve("node").toFile()).redirectErrorStream(true).start();
  }

  private static ProcessBuilder command(String... command) {
    return new ProcessBuilder(new java.util.ArrayList<>(List.of(command)));
  }

  private static int end(Process process, int withinSeconds, String what)
      throws InterruptedException {
    if (!process.waitFor(withinSeconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("%s does not end within %d s".formatted(what, withinSeconds));
    }
    return process.exitValue();
  }
}
