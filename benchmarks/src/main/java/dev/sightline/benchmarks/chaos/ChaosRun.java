package dev.sightline.benchmarks.chaos;

import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.benchmarks.DataOption;
import dev.sightline.benchmarks.Thinned;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.recipe.RecipeReader;
import dev.sightline.trainer.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the pipeline under faults and balances its books. */
@Command(
    name = "benchmarks/chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Two workers under traffic while they, the broker and the registry are killed, stopped and",
      "made to stand still, images are slow or none at all, a camera's clock is 30 minutes ahead"
          + " and",
      "versions change, all at once. Then: images = predictions + dead letters, each once, and"
          + " every",
      "window is the one recomputed from the topics. Exit code 1 when that is not so."
    })
public final class ChaosRun implements Callable<Integer> {
  private static final int TRAINING_IMAGES = 5_000;
  private static final int HELD_OUT_IMAGES = 2_000;
  private static final Duration SETTLED_WITHIN = Duration.ofMinutes(6);

  /** Records wait for as long as a broker is away. */
  private static final int PATIENCE_MS = 1_200_000;

  @Mixin private DataOption data;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "15",
      description = "How long there are faults (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What all faults and images follow from (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "40",
      description = "Images a second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--keep",
      description = "Keep the folder with the logs of all processes, and say where it is.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    DataSource source = data.source();
    try (TemporaryFolder folder = TemporaryFolder.create("sightline-chaos-")) {
      if (keep) {
        folder.keep();
        System.out.println("Logs: " + folder.path());
      }
      try (ChaosServers servers = ChaosServers.start(folder.path())) {
        Timeline timeline = new Timeline(System.out);
        Versions versions =
            new Versions(servers, timeline, candidate(source, folder.path().resolve("model")));
        try (ChaosWorkers workers = ChaosWorkers.start(servers, folder.path());
            Producer<byte[], byte[]> producer = producer(servers)) {
          return run(source, servers, versions, workers, producer, timeline);
        }
      }
    }
  }

  private static Candidate candidate(DataSource source, Path savedModel)
      throws InterruptedException, IOException {
    DataSet thinned = Thinned.of(source.load(), TRAINING_IMAGES, HELD_OUT_IMAGES);
    try (TrainingJob job =
        new TrainingJob(
            thinned, RecipeReader.read("tiny", Map.of("epochs", "2")), new TrainingListener() {})) {
      job.train();
      return job.export(ChaosWorkers.MODEL, savedModel).candidate();
    }
  }

  private static Producer<byte[], byte[]> producer(ChaosServers servers) {
    Map<String, Object> settings = new HashMap<>(servers.config());
    settings.put("acks", "all");
    settings.put("enable.idempotence", true);
    settings.put("delivery.timeout.ms", PATIENCE_MS);
    settings.put("max.block.ms", PATIENCE_MS);
    settings.put("max.request.size", 2 << 20);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private int run(
      DataSource source,
      ChaosServers servers,
      Versions versions,
      ChaosWorkers workers,
      Producer<byte[], byte[]> producer,
      Timeline timeline)
      throws Exception {
    Traffic traffic = traffic(source, servers, producer);
    HealthWatch watch =
        new HealthWatch(
            servers.config(),
            ChaosWorkers.scoringGroup(),
            workers.ports(),
            traffic::published,
            timeline);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<Void>> lanes = new ArrayList<>();
      Future<Void> publishing = threads.submit(traffic);
      Future<Void> watching = threads.submit(watch);
      await(watch::allReady, "both workers are ready", timeline);
      timeline.restart();
      int seconds = Math.toIntExact(TimeUnit.MINUTES.toSeconds(minutes));
      for (Target target : Target.values()) {
        Faulty faulty =
            switch (target) {
              case FIRST_WORKER, SECOND_WORKER -> workers.faulty(target);
              case BROKER, REGISTRY -> servers.faulty(target);
              case IMAGES, CAMERA -> traffic;
              case MODELS -> versions;
            };
        lanes.add(
            threads.submit(
                new FaultLane(target, FaultPlan.of(target, seed, seconds), faulty, timeline)));
      }
      while (!lanes.stream().allMatch(Future::isDone)) {
        workers.lookAfter(timeline);
        TimeUnit.SECONDS.sleep(1);
      }
      for (Future<Void> lane : lanes) {
        lane.get();
      }
      timeline.say("run", "all faults are over");
      traffic.stop();
      publishing.get();
      timeline.say("run", traffic.published() + " images are published, and all labels");
      await(
          () -> {
            workers.lookAfter(timeline);
            return watch.isDone();
          },
          "all images are scored",
          timeline);
      watch.stop();
      watching.get();
      int verdict = verdict(servers, watch, timeline);
      System.out.printf("workers that ended by themselves: %d%n", workers.endedByThemselves());
      return verdict;
    } finally {
      threads.shutdownNow();
    }
  }

  private Traffic traffic(
      DataSource source, ChaosServers servers, Producer<byte[], byte[]> producer)
      throws IOException {
    List<EncodedExample> examples;
    try (Stream<EncodedExample> files = source.heldOutFiles()) {
      examples = files.toList();
    }
    List<String> classes = examples.stream().map(EncodedExample::label).distinct().toList();
    LabelTraffic labels =
        new LabelTraffic(
            producer,
            new AvroSerializer<>(Label.class, servers.registry(), servers.config()),
            classes,
            seed);
    return new Traffic(
        producer,
        new AvroSerializer<>(ImageEvent.class, servers.registry(), servers.config()),
        labels,
        examples,
        SlowImage.content(),
        seed,
        rate);
  }

  private int verdict(ChaosServers servers, HealthWatch watch, Timeline timeline)
      throws InterruptedException {
    Outcomes outcomes = Outcomes.of(servers.config());
    Recount recount =
        new Recount(
            servers.config(), servers.registry(), ChaosWorkers.WINDOW, ChaosWorkers.ADVANCE);
    var recomputed = recount.recomputed();
    await(
        () -> new Balance(outcomes, recount.published(), recomputed).windowFaults().isEmpty(),
        "the windows are those recomputed",
        timeline);
    Balance balance = new Balance(outcomes, recount.published(), recomputed);
    balance.print(System.out);
    System.out.printf(
        "longest time without a commit while images waited: %d s; of it unsaid by health: %d s%n",
        watch.longestStallSeconds(), watch.liedSeconds());
    return balance.holds() && watch.liedSeconds() == 0 ? 0 : 1;
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  /** Waits; what does not come to hold shows in the balance. */
  private static void await(Condition condition, String what, Timeline timeline)
      throws InterruptedException {
    Duration end = timeline.now().plus(SETTLED_WITHIN);
    while (!condition.holds()) {
      if (timeline.now().compareTo(end) > 0) {
        timeline.say("run", "after " + SETTLED_WITHIN.toSeconds() + " s it is not yet so: " + what);
        return;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    timeline.say("run", what);
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ChaosRun()).execute(arguments));
  }
}
