package dev.sightline.benchmarks;

import dev.sightline.app.Sightline;
import dev.sightline.app.embedded.Loopback;
import dev.sightline.topology.settings.WorkerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Runs the three sides, one at a time, each in a JVM of its own. */
final class Sides {
  private static final Duration BARE_WITHIN = Duration.ofMinutes(3);

  /** Short, because Linux keeps 15 characters of a thread's name and newer JDKs 7 of its start. */
  private static final String WORKER_ID = "worker-";

  private static final String PLAIN_ID = "plain-";

  private final Cluster cluster;
  private final Inputs inputs;
  private final Path folder;

  /**
   * @param folder for logs and state
   */
  Sides(Cluster cluster, Inputs inputs, Path folder) {
    this.cluster = cluster;
    this.inputs = inputs;
    this.folder = folder;
  }

  /**
   * @param number tells this round's consumer groups from the others': each reads all images
   * @param images on the topic
   * @throws TooFewImagesException when a side was done with them too soon
   */
  Round round(int number, int images) throws InterruptedException, IOException {
    BareResult bare = bareLoop(number);
    WorkerResult worker = worker(number, images);
    return new Round(
        bare.measurement,
        bare.batchSize,
        bare.settings,
        worker.measurement,
        worker.settings,
        worker.profile,
        plain(number, images));
  }

  private record BareResult(int batchSize, String settings, Measurement measurement) {

    /** Of a line that {@link BareLoop} printed. */
    static BareResult parse(String line) {
      String[] words = line.split(" ");
      return new BareResult(
          Integer.parseInt(words[1]),
          words[5],
          new Measurement(
              Long.parseLong(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]), 0));
    }
  }

  private BareResult bareLoop(int number) throws InterruptedException {
    List<String> arguments =
        List.of(
            inputs.savedModel().toString(),
            inputs.manifest().toString(),
            inputs.pixels().toString());
    try (ChildProcess child = ChildProcess.java(BareLoop.class, log("bare", number), arguments)) {
      return child.await(BARE_WITHIN).stream()
          .filter(line -> line.startsWith("batch "))
          .map(BareResult::parse)
          .max(Comparator.comparingDouble(result -> result.measurement.imagesPerSecond()))
          .orElseThrow(() -> child.failure("gave no result"));
    }
  }

  private record WorkerResult(
      Measurement measurement, String settings, Optional<Profile> profile) {}

  /** The execution settings in the line of the worker's log that says which version serves. */
  private static String settings(ChildProcess worker) {
    return worker.output().stream()
        .filter(line -> line.contains(" SERVING "))
        .map(line -> line.substring(line.lastIndexOf('(') + 1, line.lastIndexOf(')')))
        .findFirst()
        .orElseThrow(() -> worker.failure("does not say what serves"));
  }

  /** The product, through its command line. */
  private WorkerResult worker(int number, int images) throws InterruptedException, IOException {
    String applicationId = WORKER_ID + number;
    int port = Loopback.freePort();
    List<String> arguments =
        List.of(
            "run",
            "--bootstrap-servers=" + cluster.bootstrapServers(),
            "--schema-registry=" + cluster.registryUrl(),
            "--http-port=" + port,
            "--set=" + WorkerConfig.HTTP_HOST + "=127.0.0.1",
            "--set=" + WorkerConfig.ROLES + "=score",
            "--set=" + WorkerConfig.APPLICATION_ID + "=" + applicationId,
            "--set=" + WorkerConfig.STATE_DIR + "=" + folder.resolve(applicationId));
    try (ChildProcess child =
        ChildProcess.java(Sightline.class, log("worker", number), arguments)) {
      SteadyState steady = new SteadyState(cluster, child, applicationId + "-score", images);
      steady.awaitBegin();
      if (!ThreadTimes.available()) {
        return new WorkerResult(steady.awaitEnd(), settings(child), Optional.empty());
      }
      Profile.Moment from = Profile.Moment.of(child.pid(), WORKER_ID, port);
      Measurement measurement = steady.awaitEnd();
      Profile.Moment to = Profile.Moment.of(child.pid(), WORKER_ID, port);
      return new WorkerResult(measurement, settings(child), Optional.of(Profile.between(from, to)));
    }
  }

  private Measurement plain(int number, int images) throws InterruptedException {
    String applicationId = PLAIN_ID + number;
    List<String> arguments =
        List.of(
            cluster.bootstrapServers(),
            cluster.registryUrl(),
            applicationId,
            inputs.savedModel().toString(),
            inputs.manifest().toString(),
            folder.resolve(applicationId).toString());
    try (ChildProcess child =
        ChildProcess.java(PlainStreams.class, log("plain", number), arguments)) {
      SteadyState steady = new SteadyState(cluster, child, applicationId, images);
      steady.awaitBegin();
      return steady.awaitEnd();
    }
  }

  private Path log(String side, int number) {
    return folder.resolve(side + "-" + number + ".log");
  }
}
