package dev.sightline.app.demo;

import dev.sightline.app.embedded.EmbeddedServers;
import dev.sightline.topology.Worker;
import dev.sightline.topology.settings.WorkerConfig;
import dev.sightline.trainer.data.source.DataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * The parts of the demo that run beside its story: the worker, the replay, the reader of what the
 * topics say. The servers are their owner's.
 *
 * @param totals are followed as long as this is open
 */
record Pipeline(
    EmbeddedServers servers,
    Worker worker,
    DemoReplay replay,
    DemoTotals totals,
    Background background)
    implements AutoCloseable {
  /** Of the worker's metrics: so short that a demo has many. */
  private static final Duration WINDOW = Duration.ofSeconds(20);

  private static final Duration WINDOW_ADVANCE = Duration.ofSeconds(5);

  /** After which an alarm may be cleared: few, for a demo is short. */
  private static final long CLEAR_IMAGES = 150;

  /**
   * Starts the worker, and the reader of the topics; the replay waits to be run.
   *
   * @param source whose held-out images are replayed
   * @param model the name of the model that serves
   * @param classes of it
   * @param folder for the worker's state
   */
  static Pipeline start(
      EmbeddedServers servers,
      DataSource source,
      String model,
      List<String> classes,
      DemoOptions options,
      Path folder) {
    DemoReplay replay =
        new DemoReplay(
            source, servers.config(), servers.registry(), options.labelDelay(), options.seed());
    Worker worker;
    try {
      worker = new Worker(config(servers, model, folder.resolve("worker")), servers.registry());
    } catch (RuntimeException failed) {
      replay.close();
      throw failed;
    }
    DemoTotals totals =
        new DemoTotals(servers.config(), servers.registry(), WINDOW, model, classes);
    Pipeline pipeline = new Pipeline(servers, worker, replay, totals, new Background());
    pipeline.background.start(worker::run);
    pipeline.background.start(totals::follow);
    return pipeline;
  }

  private static WorkerConfig config(EmbeddedServers servers, String model, Path stateDir) {
    Map<String, Object> config = new HashMap<>(servers.config());
    config.put(WorkerConfig.MODEL_NAME, model);
    config.put(WorkerConfig.STATE_DIR, stateDir.toString());
    config.put(WorkerConfig.HTTP_HOST, "127.0.0.1");
    config.put(WorkerConfig.HTTP_PORT, 0);
    config.put(WorkerConfig.WINDOW_SIZE_MS, WINDOW.toMillis());
    config.put(WorkerConfig.WINDOW_ADVANCE_MS, WINDOW_ADVANCE.toMillis());
    config.put(WorkerConfig.DRIFT_CLEAR_AFTER, CLEAR_IMAGES);
    return WorkerConfig.of(config);
  }

  /** Where the worker shows its metrics. */
  String metricsUrl() {
    return "http://127.0.0.1:" + worker.httpPort() + "/metrics";
  }

  /** Whether a version that is higher than this one serves. */
  boolean servesAbove(int version) {
    return worker.servingVersion().filter(serving -> serving > version).isPresent();
  }

  /** Runs something beside the story. */
  Future<?> start(Background.Task task) {
    return background.start(task);
  }

  /**
   * Waits until a condition holds.
   *
   * @throws IllegalStateException when a part of the pipeline fails meanwhile
   */
  void await(BooleanSupplier condition) throws InterruptedException {
    background.await(condition);
  }

  /** Stops what runs, and closes everything but the servers. */
  @Override
  public void close() {
    try (worker;
        replay) {
      background.close();
    }
  }
}
