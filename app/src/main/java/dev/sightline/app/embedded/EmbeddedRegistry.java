package dev.sightline.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A schema registry as a child process: Apicurio with its Confluent-compatible API, its data in
 * memory, compatibility BACKWARD for every subject. It ends when it is closed and when this JVM
 * ends, even by a kill. Its output goes to a log file. Safe for use by many threads.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration END_WITHIN = Duration.ofSeconds(5);
  private static final int TAIL_LINES = 20;

  /** Bounded, and quick to start rather than quick at its best. */
  private static final List<String> JVM_FLAGS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final Process process;
  private final String url;
  private final Path logFile;

  private EmbeddedRegistry(Process process, String url, Path logFile) {
    this.process = process;
    this.url = url;
    this.logFile = logFile;
  }

  /**
   * Starts a registry on a free port. It answers when this returns.
   *
   * @param logFile takes the registry's output, and what it held is replaced; the registry's
   *     temporary files go into a folder beside it
   * @throws IllegalStateException when the registry is not installed, ends at once or does not
   *     answer within a minute; the message has the end of the log
   */
  public static EmbeddedRegistry start(Path logFile) throws InterruptedException {
    return start(RegistryFolder.find(), logFile);
  }

  static EmbeddedRegistry start(RegistryFolder folder, Path logFile) throws InterruptedException {
    EmbeddedRegistry registry;
    try {
      registry = launch(folder, Loopback.freePort(), logFile.toAbsolutePath());
    } catch (IOException cause) {
      throw new UncheckedIOException("The embedded registry can't be started", cause);
    }
    try {
      registry.awaitReady();
      return registry;
    } catch (InterruptedException | RuntimeException | Error failure) {
      registry.close();
      throw failure;
    }
  }

  /** The base address for any Confluent client, {@code schema.registry.url}. */
  public String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static EmbeddedRegistry launch(RegistryFolder folder, int port, Path logFile)
      throws IOException {
    Path temporary = Files.createDirectories(logFile.resolveSibling("registry-tmp"));
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(JVM_FLAGS);
    builder.command().add("-Djava.io.tmpdir=" + temporary);
    builder.command().addAll(List.of("-cp", folder.classPath(), RegistryProcess.class.getName()));
    builder.command().add(folder.mainClass());
    Map<String, String> environment = builder.environment();
    environment.put("QUARKUS_HTTP_HOST", Loopback.HOST);
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("QUARKUS_MANAGEMENT_HOST", Loopback.HOST);
    environment.put("QUARKUS_MANAGEMENT_PORT", "0");
    builder.redirectErrorStream(true).redirectOutput(logFile.toFile());
    String url = "http://" + Loopback.HOST + ":" + port + "/apis/ccompat/v7";
    return new EmbeddedRegistry(builder.start(), url, logFile);
  }

  /** The first answer to a change of the configuration shows that the whole of it is up. */
  private void awaitReady() throws InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/config"))
            .timeout(READY_WITHIN)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\": \"BACKWARD\"}"))
            .build();
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    String lastAnswer = "no answer";
    while (System.nanoTime() < deadline) {
      try {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          return;
        }
        lastAnswer = "HTTP " + response.statusCode() + " " + response.body();
      } catch (IOException notYet) {
        lastAnswer = notYet.toString();
      }
      if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failure("ended with exit code " + process.exitValue() + " before it answered");
      }
    }
    throw failure(
        "does not answer at %s within %d s (%s)"
            .formatted(url, READY_WITHIN.toSeconds(), lastAnswer));
  }

  private IllegalStateException failure(String what) {
    return new IllegalStateException(
        "The embedded registry %s. The end of %s:%n%s".formatted(what, logFile, logTail()));
  }

  private String logTail() {
    try {
      // Not readString: a log may hold anything, and a fault in it must not hide the failure.
      List<String> lines =
          new String(Files.readAllBytes(logFile), StandardCharsets.UTF_8).lines().toList();
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException unreadable) {
      return "(unreadable: " + unreadable + ")";
    }
  }
}
