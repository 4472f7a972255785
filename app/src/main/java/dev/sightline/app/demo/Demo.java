package dev.sightline.app.demo;

import dev.sightline.app.data.DataChoice;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.evaluation.confusion.ConfusionMatrixText;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.publish.ModelPublisher;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.topology.Worker;
import dev.sightline.topology.WorkerConfig;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.network.NetworkSummary;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeKeys;
import dev.sightline.trainer.recipe.RecipeReader;
import dev.sightline.trainer.training.EpochProgress;
import dev.sightline.trainer.training.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The story of the pipeline: train, publish, score, label, watch; train longer while scoring goes
 * on, publish again, and see the second version take over.
 */
public final class Demo {
  private static final String MODEL = "cifar10";
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration SETTLE = Duration.ofSeconds(60);

  private final DemoOptions options;
  private final Path folder;
  private final PrintWriter out;
  private final boolean terminal;

  /**
   * @param folder for the broker's data, the models and the logs; the caller deletes it
   * @param terminal whether {@code out} is one
   */
  public Demo(DemoOptions options, Path folder, PrintWriter out, boolean terminal) {
    this.options = options;
    this.folder = folder;
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Runs until the images asked for are through, or without end.
   *
   * @param onSummary told what the images asked for came to
   * @throws IllegalStateException when a part of the pipeline fails, or what was published does not
   *     come out again in time
   */
  public void run(Consumer<DemoSummary> onSummary) throws InterruptedException {
    DataSource source = DataChoice.of(options.data(), this::say);
    DataSet data = source.load();
    say(
        "Data: %s, %,d training and %,d held-out images of %d classes"
            .formatted(
                data.name(), data.training().size(), data.heldOut().size(), data.classes().size()));
    say("Starting a Kafka broker and a schema registry …");
    try (Servers servers = Servers.start(folder)) {
      Map<String, Object> config = servers.config();
      say(
          "Kafka at %s, schema registry at %s"
              .formatted(config.get("bootstrap.servers"), config.get("schema.registry.url")));
      SchemaRegistry registry = SchemaRegistries.of(config);
      DemoTotals totals = new DemoTotals(config, registry, WINDOW);
      LiveView view = new LiveView(out, terminal, totals, data.classes());
      // The first job comes first: TensorFlow sizes its thread pool once for a process, by the
      // first
      // session, and training wants every core where scoring wants its own thread.
      try (TrainingJob first = trainingJob(data, options.epochs(), view);
          Worker worker = new Worker(workerConfig(config), registry);
          DemoReplay replay =
              new DemoReplay(source, config, registry, options.labelDelay(), options.seed());
          Background background = new Background()) {
        background.start(worker::run);
        background.start(totals::follow);
        Story story =
            new Story(data, config, registry, totals, view, first, worker, replay, background);
        onSummary.accept(story.tell());
        if (options.stay()) {
          say("The pipeline stays up: Ctrl-C ends it.");
          background.await(() -> false);
        }
      }
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private TrainingJob trainingJob(DataSet data, int epochs, LiveView view) {
    Recipe recipe =
        RecipeReader.read(
            "tiny",
            Map.of(
                RecipeKeys.EPOCHS, Integer.toString(epochs),
                RecipeKeys.SEED, Long.toString(options.seed())));
    TrainingListener progress = new EpochProgress(epochs, view::say);
    return new TrainingJob(data, recipe, progress);
  }

  private WorkerConfig workerConfig(Map<String, Object> servers) {
    Map<String, Object> config = new HashMap<>(servers);
    config.put(WorkerConfig.MODEL_NAME, MODEL);
    config.put(WorkerConfig.STATE_DIR, folder.resolve("worker").toString());
    config.put(WorkerConfig.HTTP_HOST, "127.0.0.1");
    config.put(WorkerConfig.HTTP_PORT, 0);
    config.put(WorkerConfig.WINDOW_SIZE_MS, WINDOW.toMillis());
    return WorkerConfig.of(config);
  }

  /** The story once everything runs. */
  private final class Story {
    private final DataSet data;
    private final Map<String, Object> config;
    private final SchemaRegistry registry;
    private final DemoTotals totals;
    private final LiveView view;
    private final TrainingJob firstJob;
    private final Worker worker;
    private final DemoReplay replay;
    private final Background background;

    Story(
        DataSet data,
        Map<String, Object> config,
        SchemaRegistry registry,
        DemoTotals totals,
        LiveView view,
        TrainingJob firstJob,
        Worker worker,
        DemoReplay replay,
        Background background) {
      this.data = data;
      this.config = config;
      this.registry = registry;
      this.totals = totals;
      this.view = view;
      this.firstJob = firstJob;
      this.worker = worker;
      this.replay = replay;
      this.background = background;
    }

    DemoSummary tell() throws InterruptedException {
      view.say(NetworkSummary.of(firstJob.network()));
      Instant started = Instant.now();
      int first = trainAndPublish(firstJob);
      Duration training = Duration.between(started, Instant.now());
      background.await(() -> worker.ready().healthy());
      view.say("Version " + first + " serves: replaying held-out images, labels follow.");
      view.say("Metrics: http://127.0.0.1:" + worker.httpPort() + "/metrics");
      background.start(view::run);
      Future<?> replayed = background.start(() -> replayAll(first, training));
      int second = trainLongerAndPublish();
      background.await(() -> worker.servingVersion().filter(v -> v == second).isPresent());
      view.say("Version " + second + " serves: swapped between two batches.");
      background.await(replayed::isDone);
      settle();
      return finish();
    }

    private int trainLongerAndPublish() throws InterruptedException {
      try (TrainingJob second = trainingJob(data, 2 * options.epochs(), view)) {
        return trainAndPublish(second);
      }
    }

    private int trainAndPublish(TrainingJob job) throws InterruptedException {
      view.say("Training …");
      job.train();
      Candidate candidate =
          job.export(MODEL, folder.resolve("model-" + System.nanoTime())).candidate();
      ModelPublisher publisher =
          new ModelPublisher(
              config, registry, Optional.empty(), new ModelArchive(), Clock.systemUTC());
      ModelManifest published =
          publisher.publishChampion(candidate.draft(), candidate.savedModel(), "demo", "trained");
      view.say(
          String.format(
              Locale.ROOT,
              "Published %s version %d: %d parts, held-out accuracy %.4f",
              published.getName(),
              published.getVersion(),
              published.getParts().size(),
              published.getEvaluation().getAccuracy()));
      return published.getVersion();
    }

    /**
     * One half before the second version serves, paced to last through its training: that has twice
     * the epochs of the first and shares the processor with scoring, so it takes about three times
     * as long, and here four and a half times are allowed for.
     */
    private void replayAll(int first, Duration training) throws InterruptedException {
      long half = options.images().isPresent() ? options.images().getAsLong() / 2 : Long.MAX_VALUE;
      double slow = half * 1000.0 / (4.5 * training.toMillis());
      replay.run(
          "first",
          Math.min(options.rate(), slow),
          () -> replay.imagesPublished() < half && !secondServes(first));
      background.await(() -> secondServes(first));
      long all = options.images().orElse(Long.MAX_VALUE);
      replay.run("second", options.rate(), () -> replay.imagesPublished() < all);
    }

    private boolean secondServes(int first) {
      return worker.servingVersion().filter(version -> version > first).isPresent();
    }

    /** Waits until the topics hold an outcome for every image and a pair for every label. */
    private void settle() throws InterruptedException {
      Instant deadline = Instant.now().plus(SETTLE);
      background.await(() -> settled() || Instant.now().isAfter(deadline));
      if (!settled()) {
        throw new IllegalStateException(
            "%d s after the last image: %d images published, %d predictions and %d dead letters; %d labels published, %d counted"
                .formatted(
                    SETTLE.toSeconds(),
                    replay.imagesPublished(),
                    totals.predictions(),
                    totals.deadLetters(),
                    replay.labelsPublished(),
                    totals.matrix(data.classes()).total()));
      }
    }

    private boolean settled() {
      long predictions = totals.predictions();
      return predictions + totals.deadLetters() == replay.imagesPublished()
          && totals.matrix(data.classes()).total()
              == replay.labelsPublished() - totals.deadLetters();
    }

    private DemoSummary finish() {
      ConfusionMatrix matrix = totals.matrix(data.classes());
      DemoSummary summary =
          new DemoSummary(
              replay.imagesPublished(),
              totals.predictions(),
              totals.deadLetters(),
              replay.labelsPublished(),
              matrix.accuracy().orElse(0),
              totals.predictionsByVersion().entrySet().stream()
                  .map(
                      version ->
                          new DemoSummary.ModelVersion(
                              version.getKey(),
                              version.getValue(),
                              totals.matrix(version.getKey(), data.classes()).accuracy().orElse(0)))
                  .toList(),
              totals.imagesPerSecond(),
              data.classes(),
              rows(matrix));
      view.say(ConfusionMatrixText.of(matrix));
      view.say(
          String.format(
              Locale.ROOT,
              "%d images = %d predictions + %d dead letters; %d labels, accuracy %.4f",
              summary.images(),
              summary.predictions(),
              summary.deadLetters(),
              summary.labels(),
              summary.accuracy()));
      return summary;
    }

    private static long[][] rows(ConfusionMatrix matrix) {
      List<String> labels = matrix.labels();
      long[][] rows = new long[labels.size()][labels.size()];
      for (int actual = 0; actual < rows.length; actual++) {
        for (int predicted = 0; predicted < rows.length; predicted++) {
          rows[actual][predicted] = matrix.count(actual, predicted);
        }
      }
      return rows;
    }
  }
}
