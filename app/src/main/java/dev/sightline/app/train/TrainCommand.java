package dev.sightline.app.train;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.console.Console;
import dev.sightline.app.console.Screen;
import dev.sightline.app.data.HoldoutOptions;
import dev.sightline.app.publish.DefaultModelName;
import dev.sightline.app.publish.Publication;
import dev.sightline.app.publish.PublishOptions;
import dev.sightline.inference.session.Devices;
import dev.sightline.inference.session.Precision;
import dev.sightline.inference.session.SessionSettings;
import dev.sightline.topology.settings.WorkerConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
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
  @Mixin private PublishOptions publishing;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A folder or a zip of train/<class>/* and test/<class>/*, or of <class>/*, or"
              + " cifar-10-binary.tar.gz"
              + "; drawn-shapes: images of shapes that are drawn"
              + " (default: CIFAR-10, downloaded from its home).")
  private Path data;

  @Mixin private HoldoutOptions holdout;
  @Mixin private RecipeOptions recipe;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Leave the model, its report, the history and checkpoints in DIR, which must not exist.")
  private Path out;

  @Option(
      names = "--resume",
      description =
          "Continue the training that was interrupted in --out, with all other options as before.")
  private boolean resume;

  @Option(names = "--no-publish", description = "Don't publish; needs --out and no broker.")
  private boolean noPublish;

  @Override
  public Integer call() throws InterruptedException {
    if (noPublish && out == null) {
      throw mistake("--no-publish: needs --out, or nothing would be left of the training");
    }
    TrainingRequest request =
        new TrainingRequest(
            Optional.ofNullable(data), recipe.read(), publishing.name(), start(), holdout::source);
    Devices devices = devices();
    Optional<Publication> publication = noPublish ? Optional.empty() : Optional.of(open());
    Console.of(spec).say("Training on " + devices.text());
    train(request, publication);
    return 0;
  }

  /**
   * @throws ParameterException when a GPU is required and there is none
   */
  private Devices devices() {
    boolean gpuRequired = (Boolean) connection.workerSetting(WorkerConfig.REQUIRE_GPU);
    Devices devices = Devices.found(SessionSettings.training(Precision.FLOAT32));
    return connection.checked(() -> fit(devices, gpuRequired));
  }

  private static Devices fit(Devices devices, boolean gpuRequired) {
    Optional<String> missing = gpuRequired ? devices.missingGpu() : Optional.empty();
    missing.ifPresent(
        gpu -> {
          throw new ConfigException(WorkerConfig.REQUIRE_GPU + ": " + gpu);
        });
    return devices;
  }

  private void train(TrainingRequest request, Optional<Publication> publication)
      throws InterruptedException {
    Optional<Screen> watched = Screen.of(spec);
    if (watched.isEmpty()) {
      new Training(request, publication, Console.of(spec)).run();
      return;
    }
    try (Screen screen = watched.get()) {
      new Training(request, publication, screen, Optional.of(new BarOnScreen(screen))).run();
    }
  }

  private Publication open() throws InterruptedException {
    try {
      return publishing.open(connection, modelName());
    } catch (IllegalStateException unavailable) {
      throw new IllegalStateException(
          unavailable.getMessage() + "; --no-publish --out DIR trains without a broker",
          unavailable);
    }
  }

  /** CIFAR-10's is known; of another data set it is once that is read. */
  private Optional<String> modelName() {
    return publishing
        .name()
        .or(() -> data == null ? Optional.of(DefaultModelName.OF_WORKERS) : Optional.empty());
  }

  private RunStart start() {
    if (!resume) {
      return RunStart.anew(Optional.ofNullable(out));
    }
    if (out == null) {
      throw mistake("--resume: needs --out, the folder of the training to go on with");
    }
    return RunStart.resumed(out);
  }

  private ParameterException mistake(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
