package dev.sightline.app.demo;

import dev.sightline.app.console.Console;
import dev.sightline.app.console.Screen;
import dev.sightline.app.console.Verbosity;
import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.app.replay.Rate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole pipeline on this machine, with nothing else installed. */
@Command(
    name = "demo",
    description = {
      "Runs the whole pipeline here, with a broker and a registry of its own.",
      "Starts them, trains a model, scores held-out images with it, watches its "
          + "accuracy, trains on and swaps the model."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final long IMAGES_WITHOUT_WAIT = 4_000;
  private static final String SERVERS_ONLY = "--servers-only";

  @Spec private CommandSpec spec;

  @Option(
      names = SERVERS_ONLY,
      description =
          "Only start a Kafka broker and a schema registry, to try the other commands on.")
  private boolean serversOnly;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A folder or a zip of train/<class>/* and test/<class>/*, or of <class>/*, or"
              + " cifar-10-binary.tar.gz"
              + " (default: CIFAR-10 from its home, or drawn shapes without internet).")
  private Path data;

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Stop after N images, at least 2 (default: never stop; with --no-wait 4000).")
  private Long images;

  @Option(
      names = "--epochs",
      paramLabel = "E",
      description =
          "Epochs of the second version (default: 1, or 2 for few images); the first learns from"
              + " 5,120 images at the most, once.")
  private Integer epochs;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Maximum images per second (default: 100).")
  private Rate rate;

  @Option(
      names = "--label-delay",
      paramLabel = "TIME",
      defaultValue = "3s",
      description = "Delay from an image to its label: 250ms, 5s, 2m (default: 3s).")
  private Duration labelDelay;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of initial weights, dropout and orders (default: 1).")
  private long seed;

  @Option(
      names = "--no-wait",
      description = "Exit once all images are through and both versions have served.")
  private boolean noWait;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write the final figures to FILE as a JSON object.")
  private Path summary;

  @Override
  public Integer call() throws InterruptedException {
    checkOptions();
    Verbosity.lower();
    try (TemporaryFolder folder = TemporaryFolder.create("sightline-demo-")) {
      run(folder.path());
    }
    return 0;
  }

  private void run(Path folder) throws InterruptedException {
    Optional<Screen> watched = Screen.of(spec);
    if (watched.isEmpty()) {
      new Demo(options(), folder, Console.of(spec), watched).run(this::write);
      return;
    }
    try (Screen screen = watched.get()) {
      new Demo(options(), folder, screen, watched).run(this::write);
    }
  }

  private DemoOptions options() {
    Long count = images == null && noWait ? Long.valueOf(IMAGES_WITHOUT_WAIT) : images;
    return new DemoOptions(
        serversOnly,
        Optional.ofNullable(data),
        count == null ? OptionalLong.empty() : OptionalLong.of(count),
        epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs),
        rate,
        labelDelay,
        seed,
        !noWait);
  }

  private void write(DemoSummary result) {
    if (summary != null) {
      result.write(summary);
    }
  }

  private void checkOptions() {
    if (serversOnly) {
      spec.commandLine().getParseResult().matchedOptions().stream()
          .map(option -> option.longestName())
          .filter(name -> !name.equals(SERVERS_ONLY))
          .findFirst()
          .ifPresent(
              name -> {
                throw mistake(name + ": means nothing with " + SERVERS_ONLY);
              });
    }
    if (images != null && images < 2) {
      throw mistake("--images: expected 2 or more, one for each version, found " + images);
    }
    if (epochs != null && epochs < 1) {
      throw mistake("--epochs: expected 1 or more, found " + epochs);
    }
    if (summary != null && !Files.isDirectory(summary.toAbsolutePath().getParent())) {
      throw mistake("--summary: there is no folder " + summary.toAbsolutePath().getParent());
    }
  }

  private ParameterException mistake(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
