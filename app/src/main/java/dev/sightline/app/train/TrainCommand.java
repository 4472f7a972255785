package dev.sightline.app.train;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.data.DataChoice;
import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.app.publish.Publishing;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.TrainedModel;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.checkpoint.Checkpoint;
import dev.sightline.trainer.checkpoint.CheckpointException;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.network.NetworkSummary;
import dev.sightline.trainer.progress.ProgressBarListener;
import dev.sightline.trainer.progress.Terminal;
import dev.sightline.trainer.publish.HeldOutImages;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeException;
import dev.sightline.trainer.recipe.RecipeKeys;
import dev.sightline.trainer.recipe.RecipeReader;
import dev.sightline.trainer.report.page.RunReport;
import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.TrainingListener;
import dev.sightline.trainer.training.TrainingListeners;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      "Trains a model on a data set by a recipe and publishes it.",
      "Before that it is evaluated on the held-out images and exported as a "
          + "SavedModel, which is checked against what was trained. It becomes the "
          + "champion when it is better than the one that serves, on the same held-out "
          + "images and by more than chance; otherwise it becomes the challenger, with "
          + "the reason."
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
      names = "--recipe",
      paramLabel = "NAME|FILE",
      defaultValue = "fast",
      description =
          "fast, tutorial, tiny, or a file of settings such as a run leaves in recipe.properties"
              + " (default: fast).")
  private String recipe;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replaces a setting of the recipe; may be given several times.")
  private Map<String, String> replaced = new LinkedHashMap<>();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Times through the training images (default: as the recipe says).")
  private Integer epochs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Of weights, dropout, transforms, splits and orders (default: as the recipe says).")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Leave the model, its report, the history and checkpoints in DIR, which must not exist.")
  private Path out;

  @Option(
      names = "--resume",
      description = "Go on with the training that was interrupted in --out; all else as it was.")
  private boolean resume;

  @Option(names = "--no-publish", description = "Don't publish; needs --out and no broker.")
  private boolean noPublish;

  @Override
  public Integer call() throws InterruptedException {
    Recipe chosen = recipe();
    checkOut();
    Optional<Checkpoint> checkpoint = checkpoint();
    if (!noPublish) {
      publishing.check(connection);
    }
    DataSource source = data == null ? DataChoice.cifar() : DataSource.of(data);
    DataSet loaded = TrainingJob.split(source.load(), chosen);
    report(loaded);
    try (TemporaryFolder temporary = TemporaryFolder.create("sightline-train-");
        RunFiles files =
            new RunFiles(out == null ? temporary.path() : out, chosen, history(checkpoint));
        ProgressBarListener progress =
            new ProgressBarListener(
                chosen.training().epochs(),
                this::say,
                Terminal.standardOutput(),
                InstantSource.system());
        TrainingJob job =
            new TrainingJob(
                loaded,
                chosen,
                listeners(files, progress),
                Optional.of(files.checkpoint()).filter(file -> out != null),
                checkpoint)) {
      say(NetworkSummary.of(job.network()));
      checkpoint.ifPresent(found -> say("Going on from " + found.position() + "."));
      train(job);
      TrainedModel trained = job.export(publishing.name(), files.savedModel());
      say(ResultText.of(job, trained, loaded.classes()));
      files.writeManifest(trained);
      if (out != null) {
        say("Report: " + files.writeReport(job, chosen, loaded, trained));
      }
      if (!noPublish) {
        HeldOutImages images = HeldOutImages.of(loaded, ResizeMethod.AREA, source);
        publish(trained, images, files.folder(), temporary);
      }
    }
    return 0;
  }

  private Recipe recipe() {
    Map<String, String> settings = new LinkedHashMap<>(replaced);
    Optional.ofNullable(epochs).ifPresent(n -> settings.put(RecipeKeys.EPOCHS, n.toString()));
    Optional.ofNullable(seed).ifPresent(n -> settings.put(RecipeKeys.SEED, n.toString()));
    try {
      return RecipeReader.read(recipe, settings);
    } catch (RecipeException fault) {
      throw mistake(fault.getMessage());
    }
  }

  private void checkOut() {
    if (noPublish && out == null) {
      throw mistake("--no-publish: needs --out, or nothing would be left of the training");
    }
    if (resume && out == null) {
      throw mistake("--resume: needs --out, the folder of the training to go on with");
    }
    if (out != null && !resume && Files.exists(out)) {
      throw mistake(
          "--out: "
              + out
              + " is there already; --resume goes on with a training that was"
              + " interrupted");
    }
    if (resume && RunFiles.isFinished(out)) {
      throw mistake("--resume: the training in " + out + " has come to its end");
    }
    if (out != null) {
      RunReport.requireFonts();
    }
  }

  private Optional<Checkpoint> checkpoint() {
    if (!resume) {
      return Optional.empty();
    }
    try {
      Optional<Checkpoint> found = RunFiles.checkpoint(out).read();
      if (found.isEmpty()) {
        throw mistake("--resume: there is no checkpoint in " + out);
      }
      return found;
    } catch (CheckpointException damaged) {
      throw mistake(damaged.getMessage());
    }
  }

  private static List<Epoch> history(Optional<Checkpoint> checkpoint) {
    return checkpoint.map(found -> found.state().history()).orElse(List.of());
  }

  private TrainingListener listeners(RunFiles files, TrainingListener progress) {
    List<TrainingListener> all = new ArrayList<>();
    all.add(progress);
    if (out != null) {
      all.addAll(files.listeners());
    }
    return new TrainingListeners(all);
  }

  private void train(TrainingJob job) throws InterruptedException {
    try {
      job.train();
    } catch (InterruptedException interrupted) {
      say(
          out == null
              ? "Interrupted; without --out there is nothing to go on from."
              : "Interrupted after %d epochs, and saved. Go on with the same command and --resume."
                  .formatted(job.history().size()));
      throw interrupted;
    }
  }

  /** A model that took minutes to train is not lost with a broker that went away meanwhile. */
  private void publish(
      TrainedModel trained, HeldOutImages images, Path run, TemporaryFolder temporary) {
    boolean published = false;
    try {
      say(publishing.publish(connection, trained.candidate(), Optional.of(images), "trained"));
      published = true;
    } finally {
      if (!published) {
        if (out == null) {
          temporary.keep();
        }
        spec.commandLine()
            .getErr()
            .printf(
                "The model is kept. To publish it: sightline publish %s --data %s%n",
                run, data == null ? "PATH" : data);
      }
    }
  }

  private void report(DataSet loaded) {
    say(
        "Data: %s, %,d training, %,d validation and %,d held-out images of %d classes"
            .formatted(
                loaded.name(),
                loaded.training().size(),
                loaded.validation().size(),
                loaded.heldOut().size(),
                loaded.classes().size()));
    if (loaded.resized() > 0) {
      say(
          "Resized %,d images of other sizes to %s"
              .formatted(loaded.resized(), loaded.training().imageSize()));
    }
    if (loaded.skipped().count() > 0) {
      say("Left out %d unreadable images:".formatted(loaded.skipped().count()));
      loaded.skipped().reasons().forEach(this::say);
    }
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
