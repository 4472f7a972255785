package dev.sightline.app.replay;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.console.Console;
import dev.sightline.app.data.HoldoutOptions;
import dev.sightline.app.publish.DefaultModelName;
import dev.sightline.app.topics.Permission;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import dev.sightline.schemas.rights.Scope;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.Split;
import dev.sightline.trainer.data.source.DataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.acl.AclOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Publishes the held-out images of a data set, and their labels behind them. */
@Command(
    name = "replay",
    description = {
      "Publishes the held-out images of a data set, and their labels behind them.",
      "Images go at a steady rate, in an order drawn by chance."
    })
public final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private HoldoutOptions holdout;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description =
          "A folder or a zip of train/<class>/* and test/<class>/*, or of <class>/*, or"
              + " cifar-10-binary.tar.gz; drawn-shapes: images of shapes that are drawn.")
  private Path data;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "The model that is to score them; images of other classes than its champion's are"
              + " refused. Of class folders, those are replayed that were held out when it was"
              + " trained (default: of the model that is named after the data set).")
  private String model;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "50",
      description = "Images per second (default: ${DEFAULT-VALUE}).")
  private Rate rate;

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Stop after N images (default: all of them, once; with --repeat, never).")
  private Long images;

  @Option(names = "--repeat", description = "Begin anew after the last image, in another order.")
  private boolean repeat;

  @Option(
      names = "--label-delay",
      paramLabel = "TIME",
      defaultValue = "5s",
      description =
          "Delay from an image to its label: 250ms, 5s, 2m, 1h (default: ${DEFAULT-VALUE}).")
  private Duration labelDelay;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the order of the images (default: ${DEFAULT-VALUE}).")
  private long seed;

  private String asked;
  private Optional<ReleasedHoldout> trained = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    if (images != null && images < 1) {
      throw new ParameterException(
          spec.commandLine(), "--images: expected 1 or more, found " + images);
    }
    Permission writing =
        permission(
            Right.on(Topics.IMAGES, AclOperation.WRITE),
            Right.on(Topics.LABELS, AclOperation.WRITE));
    Permission all =
        holdout.source(data).holdout().isEmpty()
            ? writing
            : permission(
                Right.on(Topics.IMAGES, AclOperation.WRITE),
                Right.on(Topics.LABELS, AclOperation.WRITE),
                Right.on(Topics.MODELS, AclOperation.READ),
                Right.on(Topics.MODEL_RELEASES, AclOperation.READ));
    all.check();
    writing.checkWithTopics();
    return all.telling(this::replayed);
  }

  private Permission permission(Right... needed) {
    return new Permission(
        connection,
        List.of(Part.PUBLISHER, Part.LABELLER, Part.OPERATOR),
        Scope.DEFAULT,
        List.of(needed));
  }

  private int replayed() throws InterruptedException {
    ReplayRequest request = request();
    if (model != null) {
      List<String> classes = request.source().split(Split.TEST).classes();
      ReleasedClasses.of(connection, model).ifPresent(released -> released.require(classes));
    }
    ReplayedImages replayed = request.replayed();
    request.source().holdout().ifPresent(this::say);
    try (Producer<String, byte[]> producer =
        connection.checked(() -> ImageProducer.open(connection.config()))) {
      String run = RunId.of(Instant.now(), ThreadLocalRandom.current());
      ImagePublisher publisher =
          ImagePublisher.to(producer, connection.registry(), connection.config());
      Replay replay = new Replay(publisher, Pace.ofTheMachine(), run, rate.interval(), labelDelay);
      new ReportedReplay(replay, run, connection.bootstrapServers(), Console.of(spec))
          .run(replayed);
    }
    return 0;
  }

  /** Whoever replays what a model was trained on sees an accuracy that is not its own. */
  private void say(Holdout drawn) {
    Console.of(spec).note(ReplayedSplitText.of(asked, trained, drawn));
  }

  private Optional<Holdout> trained(DataSource source) {
    asked = model == null ? DefaultModelName.ofDataSet(source.split(Split.TEST).dataSet()) : model;
    trained = ReleasedHoldout.of(connection, asked);
    return trained.map(ReleasedHoldout::holdout);
  }

  private ReplayRequest request() {
    return new ReplayRequest(
        holdout.source(data, this::trained),
        rate,
        images == null ? OptionalLong.empty() : OptionalLong.of(images),
        repeat,
        labelDelay,
        seed);
  }
}
