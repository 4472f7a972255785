package dev.sightline.app.savedmodel;

import dev.sightline.inference.DescribedModel;
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
    try {
      return DescribedModel.open(folder, savedModel.hints());
    } catch (ModelRejectedException e) {
      throw new ParameterException(command.commandLine(), "--model: " + e.getMessage(), e);
    }
  }

  /** The folder as the user named it. */
  public Path folder() {
    return folder;
  }
}
