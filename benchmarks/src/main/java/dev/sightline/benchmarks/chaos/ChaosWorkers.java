package dev.sightline.benchmarks.chaos;

import dev.sightline.app.Sightline;
import dev.sightline.app.embedded.Loopback;
import dev.sightline.benchmarks.ChildProcess;
import dev.sightline.topology.settings.WorkerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two workers of one application, each in a process and with a state folder of its own. */
final class ChaosWorkers implements AutoCloseable {
  static final String MODEL = "chaos";
  static final Duration WINDOW = Duration.ofSeconds(60);
  static final Duration ADVANCE = Duration.ofSeconds(10);

  private static final String APPLICATION_ID = "chaos";

  private final List<FaultyProcess> workers = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  private ChaosWorkers() {}

  static ChaosWorkers start(ChaosServers servers, Path folder) throws IOException {
    ChaosWorkers started = new ChaosWorkers();
    for (int number = 1; number <= 2; number++) {
      int port = Loopback.freePort();
      String name = "worker-" + number;
      List<String> arguments = arguments(servers, port, folder.resolve(name));
      started.ports.add(port);
      started.workers.add(
          new FaultyProcess(
              new NumberedLogs(folder, name),
              log -> ChildProcess.java(Sightline.class, log, arguments)));
    }
    return started;
  }

  private static List<String> arguments(ChaosServers servers, int port, Path stateDir) {
    return List.of(
        "run",
        "--bootstrap-servers=" + servers.bootstrapServers(),
        "--schema-registry=" + servers.registryUrl(),
        "--http-port=" + port,
        set(WorkerConfig.HTTP_HOST, Loopback.HOST),
        set(WorkerConfig.MODEL_NAME, MODEL),
        set(WorkerConfig.APPLICATION_ID, APPLICATION_ID),
        set(WorkerConfig.STATE_DIR, stateDir),
        set(WorkerConfig.WINDOW_SIZE_MS, WINDOW.toMillis()),
        set(WorkerConfig.WINDOW_ADVANCE_MS, ADVANCE.toMillis()));
  }

  private static String set(String key, Object value) {
    return "--set=" + key + "=" + value;
  }

  static String scoringGroup() {
    return APPLICATION_ID + "-score";
  }

  List<Integer> ports() {
    return ports;
  }

  Faulty faulty(Target target) {
    return workers.get(target == Target.FIRST_WORKER ? 0 : 1);
  }

  /** Starts those again that have ended by themselves. */
  void lookAfter(Timeline timeline) throws InterruptedException {
    for (int i = 0; i < workers.size(); i++) {
      if (workers.get(i).lookAfter()) {
        timeline.say("worker " + (i + 1), "had ended by itself, and is started again");
      }
    }
  }

  int endedByThemselves() {
    return workers.stream().mapToInt(FaultyProcess::endedByItself).sum();
  }

  @Override
  public void close() throws InterruptedException {
    for (FaultyProcess worker : workers) {
      worker.close();
    }
  }
}
