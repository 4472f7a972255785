package dev.sightline.app.data;

import dev.sightline.app.console.MistakeException;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.source.DataSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what is held out of a data set that has no test split of its own. */
public final class HoldoutOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--holdout",
      paramLabel = "SHARE",
      description =
          "Of class folders without train/ and test/, hold out this share of each class to"
              + " evaluate on, the same images in every command (default: 0.2, or as the model"
              + " was trained).")
  private Double share;

  @Option(
      names = "--holdout-seed",
      paramLabel = "N",
      description = "Seed that the held-out images are drawn by (default: 1).")
  private Long seed;

  /**
   * The data set at a path.
   *
   * @throws dev.sightline.trainer.data.DataSetException when it can't be found
   * @throws MistakeException when it has a test split of its own, and these options are given
   */
  public DataSource source(Path path) {
    return source(path, Optional.empty());
  }

  /**
   * The data set at a path, split as for the training of a model where the options say nothing.
   *
   * @param model a folder that may be of a run
   */
  public DataSource source(Path path, Optional<Path> model) {
    Holdout otherwise = model.flatMap(HoldoutOptions::of).orElse(Holdout.DEFAULT);
    DataSource source = DataSource.of(path, chosen(otherwise));
    if ((share != null || seed != null) && source.holdout().isEmpty()) {
      throw new MistakeException(
          "--holdout: " + path + " has held-out images of its own, which are used");
    }
    return source;
  }

  /**
   * The data set at a path, split as for the training of a model where the options say nothing.
   *
   * @param trained gives what that was; asked only where images are to be drawn
   */
  public DataSource source(Path path, Function<DataSource, Optional<Holdout>> trained) {
    DataSource source = source(path);
    return source.holdout().isEmpty()
        ? source
        : DataSource.of(path, chosen(trained.apply(source).orElse(Holdout.DEFAULT)));
  }

  /** What the images that a model was not trained on were drawn by, where its manifest says so. */
  public static Optional<Holdout> of(Path model) {
    try {
      return RunFolder.find(model)
          .map(run -> run.readManifest().getTraining())
          .flatMap(facts -> Holdout.of(facts.getSettings()));
    } catch (ModelRejectedException unreadable) {
      return Optional.empty(); // whoever opens the model says so
    }
  }

  private Holdout chosen(Holdout otherwise) {
    try {
      return new Holdout(
          share == null ? otherwise.share() : share, seed == null ? otherwise.seed() : seed);
    } catch (IllegalArgumentException fault) {
      throw new ParameterException(
          command.commandLine(), "--holdout: " + fault.getMessage(), fault);
    }
  }
}
