package dev.sightline.app.publish;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.console.Console;
import dev.sightline.app.data.HoldoutOptions;
import dev.sightline.app.savedmodel.SavedModelOptions;
import dev.sightline.models.ModelRejectedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a SavedModel that was made elsewhere, or what a training has left. */
@Command(
    name = "publish",
    description = {
      "Publishes a SavedModel folder, or the run folder of a training.",
      "Of a run, which train has left in --out, all is published that train would "
          + "have published.",
      "A SavedModel, of Keras for instance, has one image input [batch, height, width, 3] in uint8"
          + " or float32, and one output [batch, classes] of probabilities or logits, or [batch, 1]"
          + " of two classes. With --data the model is compared with the champion as train does;"
          + " without, it becomes champion."
    })
public final class PublishCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private PublishOptions publishing;
  @Mixin private SavedModelOptions savedModel;
  @Mixin private HoldoutOptions holdout;

  @Parameters(paramLabel = "DIR", description = "The SavedModel folder, or the run folder.")
  private Path folder;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Compare it with the champion on this data set's held-out images, and choose golden"
              + " images from them (default: no comparison, and drawn shapes).")
  private Path data;

  @Override
  public Integer call() throws InterruptedException {
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(
          spec.commandLine(),
          "DIR: expected the folder of a SavedModel or of a run of train, found "
              + (Files.exists(folder) ? "a file: " : "nothing: ")
              + folder);
    }
    FolderPublication model =
        new FolderPublication(
            folder,
            Optional.ofNullable(data).map(path -> holdout.source(path, Optional.of(folder))),
            publishing.name(),
            savedModel.hints(),
            Console.of(spec));
    try {
      Publication publication = publishing.open(connection, model.modelName());
      Console.of(spec).say(PublishedText.of(model.publishTo(publication)));
      return 0;
    } catch (ModelRejectedException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
