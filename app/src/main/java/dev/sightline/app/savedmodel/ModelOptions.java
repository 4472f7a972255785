package dev.sightline.app.savedmodel;

import dev.sightline.inference.DescribedModel;
import dev.sightline.inference.LoadedModel;
import dev.sightline.models.ModelRejectedException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose a model on disk, and its opening. */
public final class ModelOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description =
          "What train --out wrote, or a SavedModel folder, for instance one that Keras exported.")
  private Path folder;

  @Mixin private SavedModelOptions savedModel;

  /** Opens the model; the caller closes it. */
  public DescribedModel open() {
    return open(LoadedModel.Samples.NONE);
  }

  /**
   * Opens the model; the caller closes it.
   *
   * @param samples to try a SavedModel on that nothing is said of
   */
  public DescribedModel open(LoadedModel.Samples samples) {
    try {
      return DescribedModel.open(folder, savedModel.hints(), samples);
    } catch (ModelRejectedException e) {
      throw new ParameterException(command.commandLine(), "--model: " + e.getMessage(), e);
    }
  }

  /** The folder as the user named it. */
  public Path folder() {
    return folder;
  }
}
