package dev.sightline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Prometheus on loopback that scrapes one worker every second. */
final class Prometheus implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("\"?Listening on\"? address=127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final int port;

  private Prometheus(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Where it is installed, if it is. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, "prometheus"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one.
   *
   * @param folder for all that it keeps
   * @param workerPort where /metrics is
   */
  static Prometheus start(Path program, Path folder, int workerPort) throws IOException {
    Path config = Files.createDirectories(folder).resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [%s]
        scrape_configs:
          - job_name: sightline
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
            .formatted(AlertRules.FILE.toAbsolutePath().normalize(), workerPort));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      int port =
          Waiting.waitFor("Prometheus to listen")
              .until(() -> port(process, log), Optional::isPresent)
              .orElseThrow();
      return new Prometheus(process, port);
    } catch (RuntimeException failed) {
      process.destroyForcibly();
      throw failed;
    }
  }

  private static Optional<Integer> port(Process process, Path log) throws IOException {
    String said = Files.readString(log);
    if (!process.isAlive()) {
      throw new IllegalStateException("Prometheus ended: " + said);
    }
    return LISTENING
        .matcher(said)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .findFirst();
  }

  /** What it answers to an expression now; an array, empty where there is nothing. */
  JsonNode query(String expression) throws IOException, InterruptedException {
    return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .required("result");
  }

  /** The alerting rules that it has taken, each with its health. */
  JsonNode rules() throws IOException, InterruptedException {
    return get("/api/v1/rules").required("groups");
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError(uri + ": " + answer.body());
    }
    return new ObjectMapper().readTree(answer.body()).required("data");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
