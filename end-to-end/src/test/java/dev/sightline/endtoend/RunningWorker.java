package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;

import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.topology.Worker;
import dev.sightline.topology.settings.WorkerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.core.ConditionFactory;

/** A worker in this JVM, running in a thread of its own from start to close. */
public final class RunningWorker implements AutoCloseable {
  private static final int END_WITHIN_SECONDS = 60;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Worker worker;
  private final CompletableFuture<Void> run = new CompletableFuture<>();

  /** An answer over HTTP. */
  record Answer(int status, String body) {}

  private RunningWorker(Worker worker) {
    this.worker = worker;
  }

  /**
   * Starts a worker that scores in float32 and keeps all it writes in a folder; it answers over
   * HTTP when this returns.
   *
   * @param connection of Kafka clients and the schema registry
   * @param settings of the worker; they win
   */
  public static RunningWorker start(
      Map<String, Object> connection, Path stateDir, Map<String, ?> settings)
      throws InterruptedException {
    Map<String, Object> config = new HashMap<>(connection);
    config.put(WorkerConfig.STATE_DIR, stateDir.toString());
    config.put(WorkerConfig.HTTP_HOST, "127.0.0.1");
    config.put(WorkerConfig.HTTP_PORT, 0);
    config.put(WorkerConfig.EXECUTION_SETTINGS, "float32");
    config.putAll(settings);
    RunningWorker started =
        new RunningWorker(new Worker(WorkerConfig.of(config), SchemaRegistries.of(connection)));
    Thread thread = new Thread(started::run, "worker");
    thread.setDaemon(true);
    thread.start();
    try {
      started.wait("the worker to answer over HTTP").until(() -> started.worker.httpPort() > 0);
      return started;
    } catch (RuntimeException e) {
      try (started) {
        throw e;
      }
    }
  }

  /** Starts one that serves the {@link ShiftModel}, as far as the settings do not say otherwise. */
  static RunningWorker start(Cluster cluster, Path stateDir, Map<String, ?> settings)
      throws InterruptedException {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent(WorkerConfig.MODEL_NAME, ShiftModel.NAME);
    return start(cluster.config(), stateDir, all);
  }

  private void run() {
    try {
      worker.run();
      run.complete(null);
    } catch (Throwable failure) {
      run.completeExceptionally(failure);
    }
  }

  private ConditionFactory wait(String what) {
    return waitFor(what).failFast("the worker ended", run::isDone);
  }

  /** Waits until this version serves and all that the roles ask for is running. */
  public void awaitServing(int version) {
    wait("version " + version + " to serve")
        .until(
            () ->
                worker.servingVersion().filter(serving -> serving == version).isPresent()
                    && worker.ready().healthy());
  }

  /** Where it answers over HTTP. */
  int httpPort() {
    return worker.httpPort();
  }

  Answer get(String path) {
    URI uri = URI.create("http://127.0.0.1:" + worker.httpPort() + path);
    try {
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("no answer from " + uri, e);
    }
  }

  boolean isReady() {
    return get("/health/ready").status() == 200;
  }

  /** The sum of a Prometheus metric over its tags; 0 when there is none. */
  double metric(String name) {
    return metric(name, "");
  }

  /** The sum of those of a Prometheus metric that have a tag, as {@code key="value"}. */
  double metric(String name, String tag) {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .filter(line -> line.contains(tag))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Waits until the worker ends by itself, and throws what it ended with. */
  void awaitEnd() throws Throwable {
    try {
      run.get(END_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException ended) {
      throw ended.getCause();
    }
  }

  /** Closes the worker in good order. A failure that it ended with is thrown here. */
  @Override
  public void close() throws InterruptedException {
    worker.close();
    try {
      run.get(END_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new AssertionError("the worker had failed", failed.getCause());
    } catch (TimeoutException hangs) {
      throw new AssertionError("the worker does not end", hangs);
    }
  }
}
