package dev.sightline.app.publish;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.savedmodel.SavedModelOptions;
import dev.sightline.inference.DescribedModel;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.data.source.DrawnShapes;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.publish.ForeignModel;
import dev.sightline.trainer.publish.HeldOutImages;
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
      "A SavedModel, of Keras for instance, has one image input [batch, height, "
          + "width, 3] in uint8 or float32, and one output [batch, classes] of "
          + "probabilities or logits. With --data the model is compared with the champion "
          + "as train does; without, it becomes champion."
    })
public final class PublishCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private Publishing publishing;
  @Mixin private SavedModelOptions savedModel;

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
    publishing.check(connection);
    try {
      spec.commandLine()
          .getOut()
          .println(RunFolder.find(folder).map(this::publishRun).orElseGet(this::publishSavedModel));
      return 0;
    } catch (ModelRejectedException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private String publishRun(RunFolder run) {
    try (DescribedModel model = DescribedModel.open(run.folder(), savedModel.hints())) {
      ModelManifest.Builder draft = run.readManifest();
      publishing.rename(draft);
      Optional<HeldOutImages> images =
          Optional.ofNullable(data)
              .map(DataSource::of)
              .map(
                  source ->
                      HeldOutImages.of(
                          source.load(ImageSize.of(model.input()), model.resize()),
                          model.resize(),
                          source));
      return publishing.publish(
          connection, new Candidate(draft, run.savedModel()), images, "published from a run");
    }
  }

  private String publishSavedModel() {
    try (ForeignModel model = ForeignModel.load(folder, savedModel.scale())) {
      DataSource source = data == null ? new DrawnShapes(1) : DataSource.of(data);
      DataSet loaded = source.load(model.imageSize(), ResizeMethod.AREA);
      Optional<HeldOutImages> images =
          data == null
              ? Optional.empty()
              : Optional.of(HeldOutImages.of(loaded, ResizeMethod.AREA, source));
      return publishing.publish(
          connection,
          model.candidate(publishing.name(), savedModel.labels(model.classes()), loaded.heldOut()),
          images,
          "published from a SavedModel");
    }
  }
}
