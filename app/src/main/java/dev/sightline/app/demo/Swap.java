package dev.sightline.app.demo;

import dev.sightline.schemas.ModelManifest;
import dev.sightline.trainer.publish.Candidate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One version after the other: publish, score, label, watch; train longer while scoring goes on,
 * publish again, and see the second version take over.
 *
 * @param folder the models go into folders of it
 */
record Swap(
    DemoOptions options, VersionMaker maker, Path folder, Pipeline pipeline, LiveView view) {
  private static final Duration SETTLE = Duration.ofSeconds(60);

  /** Published images without an outcome: with more, what is said runs ahead of what is seen. */
  private static final long MOST_WAITING = 500;

  private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

  /**
   * Goes through it.
   *
   * @param trained the first version
   * @param training how long its training took
   * @param onSummary told what the images asked for came to
   */
  void tell(Candidate trained, Duration training, Consumer<DemoSummary> onSummary)
      throws InterruptedException {
    int first = published(trained);
    pipeline.await(() -> pipeline.worker().ready().healthy());
    view.say("Version " + first + " serves: replaying held-out images, labels follow.");
    view.say("Metrics: " + pipeline.metricsUrl());
    view.watch(pipeline.totals(), classes());
    pipeline.start(view::run);
    ReplayPlan plan =
        new ReplayPlan(
            options, Duration.ofMillis((long) (training.toMillis() * maker.secondIsLonger())));
    Future<?> replayed = pipeline.start(() -> replay(plan, first));
    int second = makeSecond();
    pipeline.await(() -> pipeline.servesAbove(second - 1));
    view.say("Version " + second + " serves: swapped between two batches.");
    pipeline.await(replayed::isDone);
    settle();
    onSummary.accept(finish());
    if (options.stay()) {
      view.say("The pipeline stays up: Ctrl-C ends it.");
      pipeline.await(() -> false);
    }
  }

  private int makeSecond() throws InterruptedException {
    Candidate trained;
    try (VersionTraining second = maker.second()) {
      trained = second.train(maker.model(), folder.resolve("version-2"));
    }
    return published(trained);
  }

  /** The version that it has become. */
  private int published(Candidate trained) {
    ModelManifest manifest = maker.publish(trained, pipeline.servers());
    view.compareWith(manifest);
    return manifest.getVersion();
  }

  /** One half before the second version serves, and the rest after, with a dusk in between. */
  private void replay(ReplayPlan plan, int first) throws InterruptedException {
    DemoReplay replay = pipeline.replay();
    replay.run(
        "first",
        plan.firstRate(),
        () -> keepsUp() && replay.imagesPublished() < plan.half() && !pipeline.servesAbove(first),
        UnaryOperator.identity());
    pipeline.await(() -> pipeline.servesAbove(first));
    replay.run(
        "second",
        options.rate(),
        () -> keepsUp() && replay.imagesPublished() < plan.all(),
        new Dusk(plan.disturbance(replay.imagesPublished()), view::say));
  }

  /** Waits for scoring where it is slower than the replay; true, also when interrupted. */
  private boolean keepsUp() {
    while (waiting() > MOST_WAITING && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }

  /** Fewer than none where others publish, too. */
  private long waiting() {
    DemoTotals totals = pipeline.totals();
    return pipeline.replay().imagesPublished() - totals.predictions() - totals.deadLetters();
  }

  /** Waits until the topics hold an outcome for every image and a pair for every label. */
  private void settle() throws InterruptedException {
    Instant deadline = Instant.now().plus(SETTLE);
    pipeline.await(() -> counts().settled() || Instant.now().isAfter(deadline));
    if (!counts().settled()) {
      throw new IllegalStateException(
          "%d s after the last image: %s".formatted(SETTLE.toSeconds(), counts()));
    }
  }

  private List<String> classes() {
    return maker.data().classes();
  }

  private DemoCounts counts() {
    return DemoCounts.of(pipeline.replay(), pipeline.totals(), classes());
  }

  private DemoSummary finish() {
    DemoSummary summary = DemoSummary.of(counts(), pipeline.totals(), classes());
    view.sayAlarms();
    view.say(pipeline.totals().matrix(classes()));
    String totals =
        String.format(
            Locale.ROOT,
            "%d images = %d predictions + %d dead letters; %d labels, accuracy %.4f",
            summary.images(),
            summary.predictions(),
            summary.deadLetters(),
            summary.labels(),
            summary.accuracy());
    if (options.stay()) {
      view.say(totals);
    } else {
      view.sayLast(totals);
    }
    return summary;
  }
}
