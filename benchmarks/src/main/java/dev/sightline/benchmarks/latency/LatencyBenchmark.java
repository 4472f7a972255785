package dev.sightline.benchmarks.latency;

import dev.sightline.app.Sightline;
import dev.sightline.app.embedded.Loopback;
import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.benchmarks.ChildProcess;
import dev.sightline.benchmarks.Cluster;
import dev.sightline.benchmarks.DataOption;
import dev.sightline.benchmarks.Inputs;
import dev.sightline.topology.settings.WorkerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the latency of predictions under both guarantees, at several rates. */
@Command(
    name = "benchmarks/latency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Milliseconds from when an image is due at its publisher, a process of its own"
          + " with exponential times between images, to when a consumer of committed"
          + " predictions has its prediction; and the CPU time an image of the worker."
    })
public final class LatencyBenchmark implements Callable<Integer> {
  private static final Duration SERVES_WITHIN = Duration.ofMinutes(2);

  @Mixin private DataOption data;

  @Option(
      names = "--rates",
      paramLabel = "N",
      split = ",",
      defaultValue = "200,1000",
      description = "Images a second, in turn (default: ${DEFAULT-VALUE}).")
  private List<Integer> rates;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      defaultValue = "tutorial",
      description =
          "Whose network scores: tiny leaves little but the pipeline itself"
              + " (default: ${DEFAULT-VALUE}).")
  private String recipe;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How many seconds are measured at each rate (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "Seconds at each rate that are not counted, while the JIT compiler is at work"
              + " (default: ${DEFAULT-VALUE}).")
  private int warmUpSeconds;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the worker to be tried.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("sightline-latency-");
        Cluster cluster = Cluster.start(folder.path())) {
      Inputs.prepare(data.source(), recipe, cluster, folder.path());
      System.out.printf(
          "%-14s %9s %7s %7s %7s %7s %12s%n",
          "", "images/s", "p50 ms", "p90 ms", "p99 ms", "max ms", "CPU µs/image");
      for (String guarantee : List.of("exactly_once_v2", "at_least_once")) {
        measure(cluster, folder.path(), guarantee);
      }
    }
    return 0;
  }

  /** One worker for all rates; the next one goes on where it ended, being of the same group. */
  private void measure(Cluster cluster, Path folder, String guarantee)
      throws InterruptedException, IOException {
    try (ChildProcess worker =
        ChildProcess.java(
            Sightline.class,
            folder.resolve(guarantee + ".log"),
            arguments(cluster, folder, guarantee))) {
      worker.awaitLine(" SERVING ", SERVES_WITHIN);
      for (int rate : rates) {
        measure(cluster, folder, guarantee, worker, rate);
      }
    }
  }

  private void measure(
      Cluster cluster, Path folder, String guarantee, ChildProcess worker, int rate)
      throws InterruptedException {
    String prefix = guarantee + "-" + rate + "-";
    int warmUp = rate * warmUpSeconds;
    int count = warmUp + rate * seconds;
    try (Latencies latencies = new Latencies(cluster.config())) {
      long cpuNanos = worker.cpuNanos();
      try (ChildProcess source =
          ChildProcess.java(
              PoissonSource.class,
              folder.resolve(prefix + "source.log"),
              List.of(
                  cluster.bootstrapServers(),
                  cluster.registryUrl(),
                  data.path().map(Path::toString).orElse(""),
                  prefix,
                  Integer.toString(rate),
                  Integer.toString(count)))) {
        long[] ascending = latencies.await(prefix, count, warmUp);
        System.out.printf(
            "%-14s %9d %7d %7d %7d %7d %12d%n",
            guarantee.replace("_v2", ""),
            rate,
            Latencies.percentile(ascending, 0.5),
            Latencies.percentile(ascending, 0.9),
            Latencies.percentile(ascending, 0.99),
            Latencies.percentile(ascending, 1),
            (worker.cpuNanos() - cpuNanos) / 1000 / count);
        source.await(Duration.ofSeconds(seconds));
      }
    }
  }

  private List<String> arguments(Cluster cluster, Path folder, String guarantee)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            "run",
            "--bootstrap-servers=" + cluster.bootstrapServers(),
            "--schema-registry=" + cluster.registryUrl(),
            "--http-port=" + Loopback.freePort(),
            "--set=" + WorkerConfig.HTTP_HOST + "=" + Loopback.HOST,
            "--set=" + WorkerConfig.ROLES + "=score",
            "--set=" + WorkerConfig.GUARANTEE + "=" + guarantee,
            "--set=" + WorkerConfig.STATE_DIR + "=" + folder.resolve("worker")));
    settings.forEach(setting -> arguments.add("--set=" + setting));
    return arguments;
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LatencyBenchmark()).execute(arguments));
  }
}
