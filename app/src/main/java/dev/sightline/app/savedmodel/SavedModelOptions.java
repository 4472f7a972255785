package dev.sightline.app.savedmodel;

import dev.sightline.inference.Hints;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.labels.ClassName;
import dev.sightline.models.labels.Labels;
import dev.sightline.models.labels.LabelsFile;
import dev.sightline.schemas.OutputKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what a SavedModel from elsewhere does not say of itself. */
public final class SavedModelOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--labels",
      paramLabel = "NAME",
      split = ",",
      description = "Class names in index order, separated by commas (default: 0, 1, 2, …).")
  private List<String> labels;

  @Option(
      names = "--labels-file",
      paramLabel = "FILE",
      description = "UTF-8 file with the class names in index order, one per line.")
  private Path labelsFile;

  @Option(
      names = "--scale",
      paramLabel = "X",
      description =
          "Multiply the pixels, 0 to 255, by X before they are fed to a float32 input: 1 for a"
              + " model that scales by itself (the default), 0.00392157 for one that wants 0 to 1.")
  private Float scale;

  @Option(
      names = "--output",
      paramLabel = "KIND",
      description =
          "What the model answers: probabilities, or logits, which the softmax is taken of"
              + " (default: told from its answers to sample images).")
  private OutputKind output;

  @Option(
      names = "--output-tensor",
      paramLabel = "KEY",
      description = "The output to take of a SavedModel that has several (default: the only one).")
  private String outputTensor;

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      description = "The SavedModel's signature to call (default: serving_default).")
  private String signature;

  /** What the user has said. */
  public Hints hints() {
    return new Hints(
        labels(),
        Optional.ofNullable(scale),
        Optional.ofNullable(output),
        Optional.ofNullable(signature),
        Optional.ofNullable(outputTensor));
  }

  private Optional<Labels> labels() {
    if (labels != null && labelsFile != null) {
      throw new ParameterException(
          command.commandLine(), "--labels and --labels-file: expected one of them");
    }
    if (labelsFile != null) {
      return Optional.of(labelsOfFile());
    }
    return Optional.ofNullable(labels).map(this::labelsOfOption);
  }

  private Labels labelsOfOption(List<String> names) {
    try {
      return new Labels(names.stream().map(ClassName::trimmed).toList());
    } catch (ModelRejectedException unfit) {
      throw new ParameterException(command.commandLine(), "--labels: " + unfit.getMessage(), unfit);
    }
  }

  private Labels labelsOfFile() {
    try {
      return new LabelsFile(labelsFile).read();
    } catch (ModelRejectedException unfit) {
      throw new ParameterException(
          command.commandLine(), "--labels-file: " + unfit.getMessage(), unfit);
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), "--labels-file: " + labelsFile + " can't be read: " + e, e);
    }
  }
}
