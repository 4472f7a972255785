package dev.sightline.endtoend.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The client in {@code src/test/interop/node}: JavaScript, kafkajs and Confluent's serdes for it.
 */
final class NodeClient {
  private static final Path SOURCE = Path.of("src", "test", "interop", "node");
  private static final Path INSTALLED = Path.of("target", "interop", "node");
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
    Files.createDirectories(INSTALLED);
    for (String file : List.of("package.json", ".npmrc", "client.js")) {
      Files.copy(
          SOURCE.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
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
  Reader read(String topic) throws IOException {
    return new Reader(topic, client("read", topic));
  }

  private Process client(String action, String topic, String... more) throws IOException {
    ProcessBuilder builder =
        command("node", "client.js", action, bootstrapServers, registryUrl, topic);
    builder.command().addAll(List.of(more));
    return builder.directory(INSTALLED.toFile()).redirectErrorStream(true).start();
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

  /** A running {@code read}. */
  static final class Reader implements AutoCloseable {
    private final String topic;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Reader(String topic, Process process) {
      this.topic = topic;
      this.process = process;
      Thread thread = new Thread(this::takeLines, "read-" + topic);
      thread.setDaemon(true);
      thread.start();
    }

    private void takeLines() {
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        output.lines().forEach(lines::add);
      } catch (IOException | UncheckedIOException closed) {
        lines.add(closed.toString());
      }
    }

    /** The next record {key, schemaId, value} that is asked for; others are passed over. */
    JsonNode next(Predicate<JsonNode> wanted) throws IOException, InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_WITHIN_SECONDS);
      String last = "nothing";
      while (true) {
        String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (line == null) {
          throw new AssertionError(
              "the reader of %s shows no such record within %d s; the last line was %s"
                  .formatted(topic, ANSWER_WITHIN_SECONDS, last));
        }
        assertThat(line).as("what the reader of " + topic + " says").startsWith("{");
        JsonNode record = JSON.readTree(line);
        if (wanted.test(record)) {
          return record;
        }
        last = line;
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
