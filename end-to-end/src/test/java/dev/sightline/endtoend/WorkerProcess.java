package dev.sightline.endtoend;

import dev.sightline.app.Sightline;
import dev.sightline.topology.settings.WorkerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A worker that scores, in a process of its own, as `sightline run` starts it. */
final class WorkerProcess implements AutoCloseable {
  private static final List<String> JVM_FLAGS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
  private static final int TAIL_LINES = 40;
  private static final Pattern HTTP_PORT = Pattern.compile("/health/ready on \\S+:(\\d+)");

  private final String name;
  private final Path folder;
  private final Path properties;
  private Process process;

  private WorkerProcess(String name, Path folder, Path properties) {
    this.name = name;
    this.folder = folder;
    this.properties = properties;
  }

  /**
   * Starts a worker.
   *
   * @param name its client id; its folder below {@code parent} keeps state and log
   */
  static WorkerProcess start(Cluster cluster, String name, Path parent, Map<String, ?> settings)
      throws IOException {
    Path folder = Files.createDirectories(parent.resolve(name));
    Properties all = new Properties();
    all.putAll(
        Map.of(
            WorkerConfig.ROLES,
            "score",
            WorkerConfig.THREADS,
            "1",
            WorkerConfig.EXECUTION_SETTINGS,
            "float32",
            WorkerConfig.HTTP_HOST,
            "127.0.0.1",
            WorkerConfig.STATE_DIR,
            folder.resolve("state").toString(),
            WorkerConfig.WORKER_ID,
            name,
            "client.id",
            name));
    settings.forEach((key, value) -> all.put(key, value.toString()));
    cluster.config().forEach((key, value) -> all.put(key, value.toString()));
    Path properties = folder.resolve("worker.properties");
    try (Writer writer = Files.newBufferedWriter(properties)) {
      all.store(writer, null);
    }
    WorkerProcess worker = new WorkerProcess(name, folder, properties);
    worker.start();
    return worker;
  }

  /** Starts the process, again after it has ended. */
  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_FLAGS);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Sightline.class.getName()));
    command.addAll(List.of("run", "--properties", properties.toString()));
    command.addAll(List.of("--model", ShiftModel.NAME, "--http-port", "0"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
            .start();
  }

  String name() {
    return name;
  }

  /** SIGKILL: nothing of the process runs on. */
  void kill() throws InterruptedException {
    requireRunning();
    process.destroyForcibly().waitFor();
  }

  /**
   * SIGTERM.
   *
   * @return the exit code
   */
  int terminate(Duration within) throws InterruptedException {
    requireRunning();
    process.destroy();
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(name + " has not ended within " + within + "; " + logTail());
    }
    return process.exitValue();
  }

  /**
   * @throws AssertionError with the end of the log when the process has ended by itself
   */
  void requireRunning() {
    if (!process.isAlive()) {
      throw new AssertionError(
          name + " ended by itself with exit code " + process.exitValue() + "; " + logTail());
    }
  }

  private Path logFile() {
    return folder.resolve("worker.log");
  }

  /** What it answers on /metrics, at the port that its log names last. */
  String scrape() {
    String port =
        log()
            .flatMap(line -> HTTP_PORT.matcher(line).results())
            .reduce((former, latter) -> latter)
            .orElseThrow(() -> new AssertionError("no port in its log; " + logTail()))
            .group(1);
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("no answer from " + uri, e);
    }
  }

  String logTail() {
    List<String> lines = log().toList();
    return "the end of its log:\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private Stream<String> log() {
    try {
      return new String(Files.readAllBytes(logFile()), StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
