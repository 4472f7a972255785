package dev.sightline.app.demo;

import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.network.NetworkSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;

/**
 * The story of the pipeline: train, publish, score, label, watch; train longer while scoring goes
 * on, publish again, and see the second version take over.
 *
 * @param classes of the data set
 */
record Story(
    DemoOptions options,
    List<String> classes,
    VersionMaker maker,
    Pipeline pipeline,
    LiveView view) {
  private static final Duration SETTLE = Duration.ofSeconds(60);

  /**
   * Tells it.
   *
   * @param firstJob the training of the first version; stays its owner's to close
   * @throws IllegalStateException when a part of the pipeline fails, or what was published does not
   *     come out again in time
   */
  DemoSummary tell(TrainingJob firstJob) throws InterruptedException {
    view.say(NetworkSummary.of(firstJob.network()));
    Instant started = Instant.now();
    int first = maker.make(firstJob);
    Duration training = Duration.between(started, Instant.now());
    pipeline.await(() -> pipeline.worker().ready().healthy());
    view.say("Version " + first + " serves: replaying held-out images, labels follow.");
    view.say("Metrics: " + pipeline.metricsUrl());
    pipeline.start(view::run);
    Future<?> replayed = pipeline.start(() -> replay(new ReplayPlan(options, training), first));
    int second = makeSecond();
    pipeline.await(() -> pipeline.servesAbove(second - 1));
    view.say("Version " + second + " serves: swapped between two batches.");
    pipeline.await(replayed::isDone);
    settle();
    return finish();
  }

  private int makeSecond() throws InterruptedException {
    try (TrainingJob second = maker.job(2 * options.epochs())) {
      return maker.make(second);
    }
  }

  /** One half before the second version serves, and the rest after. */
  private void replay(ReplayPlan plan, int first) throws InterruptedException {
    DemoReplay replay = pipeline.replay();
    replay.run(
        "first",
        plan.firstRate(),
        () -> replay.imagesPublished() < plan.half() && !pipeline.servesAbove(first));
    pipeline.await(() -> pipeline.servesAbove(first));
    replay.run("second", options.rate(), () -> replay.imagesPublished() < plan.all());
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

  private DemoCounts counts() {
    return DemoCounts.of(pipeline.replay(), pipeline.totals(), classes);
  }

  private DemoSummary finish() {
    DemoSummary summary = DemoSummary.of(counts(), pipeline.totals(), classes);
    view.say(pipeline.totals().matrix(classes));
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
}
