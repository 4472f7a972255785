package dev.sightline.app.evaluate;

import dev.sightline.app.data.HoldoutOptions;
import dev.sightline.app.savedmodel.ModelOptions;
import dev.sightline.inference.DescribedModel;
import dev.sightline.inference.session.Devices;
import dev.sightline.inference.session.SessionSettings;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Split;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates a model on disk on a data set. */
@Command(
    name = "evaluate",
    description = {
      "Evaluates a model on disk, whoever made it, on a data set.",
      "Prints accuracy, loss, calibration error, the classification report and the",
      "confusion matrix. Images are brought to the model's own size, classes matched",
      "by name, in whatever order. They are read a batch at a time, so that a data set",
      "may be larger than the memory. No broker is needed."
    })
public final class EvaluateCommand implements Callable<Integer> {
  /** So many images of the data set tell what the output of a SavedModel is. */
  private static final int SAMPLES = 64;

  @Spec private CommandSpec spec;
  @Mixin private ModelOptions models;
  @Mixin private HoldoutOptions holdout;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description =
          "A folder or a zip of train/<class>/* and test/<class>/*, or of <class>/*, or"
              + " cifar-10-binary.tar.gz; drawn-shapes: images of shapes that are drawn.")
  private Path data;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "TEST",
      description = "Split to evaluate on: test (the held-out images, the default) or train.")
  private Split split;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write report.html, its pictures and texts, and evaluation.json into DIR.")
  private Path report;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private Path json;

  @Override
  public Integer call() {
    EvaluationFiles files =
        new EvaluationFiles(
            Optional.ofNullable(report).map(EvaluationFolder::new), Optional.ofNullable(json));
    files.prepare();
    Devices devices = Devices.found(SessionSettings.EVALUATION);
    ImageSplit images = holdout.source(data, Optional.of(models.folder())).split(split);
    try (DescribedModel model = models.open(input -> samples(images, input))) {
      Evaluation evaluation = Evaluation.of(model, images, split);
      String heading = EvaluationHeading.of(models.folder(), model, evaluation);
      PrintWriter out = spec.commandLine().getOut();
      out.print(
          heading
              + "\nEvaluated on "
              + devices.text()
              + "\n\n"
              + new EvaluationText(evaluation).all());
      out.flush();
      files.write(models.folder(), evaluation);
      return 0;
    }
  }

  private static byte[] samples(ImageSplit images, ImageInput input) {
    return images.sample(SAMPLES, ImageSize.of(input), ResizeMethod.AREA).pixels();
  }
}
