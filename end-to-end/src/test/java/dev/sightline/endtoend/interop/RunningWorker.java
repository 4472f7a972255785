package dev.sightline.endtoend.interop;

import static org.awaitility.Awaitility.await;

import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.topology.Worker;
import dev.sightline.topology.WorkerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A worker in this JVM, running from start to close. */
final class RunningWorker implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final int END_WITHIN_SECONDS = 60;

  private final Worker worker;
  private final CompletableFuture<Void> run = new CompletableFuture<>();

  private RunningWorker(Worker worker) {
    this.worker = worker;
  }

  /**
   * Starts a worker that scores in float32 and keeps all it writes in a folder.
   *
   * @param connection of Kafka clients and the schema registry
   * @param settings of the worker; they win
   */
  static RunningWorker start(
      Map<String, Object> connection, Path folder, Map<String, Object> settings) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put(WorkerConfig.STATE_DIR, folder.toString());
    config.put(WorkerConfig.HTTP_HOST, "127.0.0.1");
    config.put(WorkerConfig.HTTP_PORT, 0);
    config.put(WorkerConfig.THREADS, 2);
    config.put(WorkerConfig.EXECUTION_SETTINGS, "float32");
    config.putAll(settings);
    RunningWorker started =
        new RunningWorker(new Worker(WorkerConfig.of(config), SchemaRegistries.of(connection)));
    Thread thread = new Thread(started::run, "worker");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  private void run() {
    try {
      worker.run();
      run.complete(null);
    } catch (Throwable failure) {
      run.completeExceptionally(failure);
    }
  }

  /** Waits until this version serves and all that the roles ask for is running. */
  void awaitServing(int version) {
    await("version " + version + " serves")
        .atMost(READY_WITHIN)
        .failFast("the worker ended", run::isDone)
        .until(
            () ->
                worker.servingVersion().filter(serving -> serving == version).isPresent()
                    && worker.ready().healthy());
  }

  /** Closes the worker. A failure it ended with before that is thrown here. */
  @Override
  public void close() throws Exception {
    worker.close();
    try {
      run.get(END_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      throw new AssertionError("the worker ended by itself", failure.getCause());
    }
  }
}
