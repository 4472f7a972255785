package dev.sightline.app.command;

import dev.sightline.app.demo.DataChoice;
import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.evaluation.ConfusionMatrix;
import dev.sightline.evaluation.ConfusionMatrixText;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSource;
import dev.sightline.trainer.network.NetworkSummary;
import dev.sightline.trainer.network.Networks;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.publish.HeldOutImages;
import dev.sightline.trainer.training.EpochProgress;
import dev.sightline.trainer.training.Precision;
import dev.sightline.trainer.training.TrainingSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a model and publishes it. */
@Command(
    name = "train",
    description = {
      "Trains a model on a data set and publishes it.",
      "Before that it is evaluated on the held-out images and exported as a SavedModel, which is",
      "checked against what was trained. It becomes the champion when it is better than the one",
      "that serves, on the same held-out images and by more than chance; otherwise it becomes the",
      "challenger, with the reason."
    })
public final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private Publishing publishing;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A folder or a zip of train/<class>/* and test/<class>/*, or cifar-10-binary.tar.gz"
              + " (default: CIFAR-10, downloaded from its home).")
  private Path data;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "20",
      description = "Times through the training images (default: 20).")
  private int epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "64",
      description = "Images a step (default: 64).")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      defaultValue = "0.001",
      description = "Of Adam (default: 0.001).")
  private double learningRate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of weights, dropout and the order of images (default: 1).")
  private long seed;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "AUTO",
      description = "auto, float32 or bfloat16; auto is bfloat16 where the processor has it.")
  private Precision precision;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Keep the SavedModel in DIR, which must not exist.")
  private Path out;

  @Option(names = "--no-publish", description = "Only export; needs --out and no broker.")
  private boolean noPublish;

  @Override
  public Integer call() throws InterruptedException {
    TrainingSettings settings = settings();
    if (noPublish && out == null) {
      throw mistake("--no-publish: needs --out, or nothing would be left of the training");
    }
    if (out != null && Files.exists(out)) {
      throw mistake("--out: " + out + " is there already");
    }
    if (!noPublish) {
      publishing.check(connection);
    }
    DataSource source = data == null ? DataChoice.cifar() : DataSource.of(data);
    DataSet loaded = source.load();
    report(loaded);
    try (TemporaryFolder folder = TemporaryFolder.create("sightline-train-");
        TrainingJob job =
            new TrainingJob(
                loaded,
                Networks.tutorial(loaded.classes().size()),
                settings,
                new EpochProgress(epochs, this::say))) {
      say(NetworkSummary.of(job.network()));
      job.train();
      Candidate candidate =
          job.export(publishing.name(), out == null ? folder.path().resolve("model") : out);
      report(candidate);
      if (!noPublish) {
        HeldOutImages images = HeldOutImages.of(loaded, ResizeMethod.AREA, source);
        say(publishing.publish(connection, candidate, Optional.of(images), "trained"));
      }
    }
    return 0;
  }

  private TrainingSettings settings() {
    try {
      return new TrainingSettings(epochs, batchSize, learningRate, seed, precision);
    } catch (IllegalArgumentException fault) {
      throw mistake(fault.getMessage());
    }
  }

  private void report(DataSet loaded) {
    say(
        "Data: %s, %,d training and %,d held-out images of %d classes"
            .formatted(
                loaded.name(),
                loaded.training().size(),
                loaded.heldOut().size(),
                loaded.classes().size()));
    if (loaded.skipped().count() > 0) {
      say("Left out %d unreadable images:".formatted(loaded.skipped().count()));
      loaded.skipped().reasons().forEach(this::say);
    }
  }

  private void report(Candidate candidate) {
    var evaluation = candidate.draft().getEvaluation();
    say(
        "Held out: loss %.4f, accuracy %.4f, expected calibration error %.4f"
            .formatted(
                evaluation.getLoss(),
                evaluation.getAccuracy(),
                evaluation.getExpectedCalibrationError()));
    say(
        ConfusionMatrixText.of(
            new ConfusionMatrix(
                candidate.draft().getLabels(),
                evaluation.getConfusionMatrix().stream().mapToLong(Long::longValue).toArray())));
  }

  private void say(String line) {
    PrintWriter writer = spec.commandLine().getOut();
    writer.println(line);
    writer.flush();
  }

  private ParameterException mistake(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
