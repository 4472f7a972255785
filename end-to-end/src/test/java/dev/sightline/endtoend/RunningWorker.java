package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;

import dev.sightline.topology.Worker;
import dev.sightline.topology.WorkerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A worker in this JVM, running in a thread of its own. */
final class RunningWorker implements AutoCloseable {
  private static final Map<String, Object> SETTINGS =
      Map.of(
          WorkerConfig.MODEL_NAME,
          ShiftModel.NAME,
          WorkerConfig.HTTP_HOST,
          "127.0.0.1",
          WorkerConfig.HTTP_PORT,
          0,
          WorkerConfig.EXECUTION_SETTINGS,
          "float32");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Worker worker;
  private final Thread thread = new Thread(this::run, "worker");
  private volatile Throwable failure;

  /** An answer over HTTP. */
  record Answer(int status, String body) {}

  private RunningWorker(Cluster cluster, Path stateDir, Map<String, ?> settings) {
    Map<String, Object> config = new HashMap<>(cluster.config(SETTINGS));
    config.put(WorkerConfig.STATE_DIR, stateDir.toString());
    config.putAll(settings);
    worker = new Worker(WorkerConfig.of(config), cluster.registry());
  }

  /** Starts a worker; it answers over HTTP when this returns. */
  static RunningWorker start(Cluster cluster, Path stateDir, Map<String, ?> settings) {
    RunningWorker running = new RunningWorker(cluster, stateDir, settings);
    running.thread.start();
    try {
      waitFor("the worker to answer over HTTP").until(() -> running.worker.httpPort() > 0);
    } catch (RuntimeException e) {
      running.worker.close();
      throw running.failure == null ? e : new IllegalStateException(running.failure);
    }
    return running;
  }

  private void run() {
    try {
      worker.run();
    } catch (InterruptedException | RuntimeException e) {
      failure = e;
    }
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

  /** Closes the worker in good order. */
  @Override
  public void close() throws InterruptedException {
    worker.close();
    thread.join();
    if (failure != null) {
      throw new IllegalStateException("the worker had failed", failure);
    }
  }
}
