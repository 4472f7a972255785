package dev.sightline.app.evaluate;

import dev.sightline.app.savedmodel.ModelOptions;
import dev.sightline.inference.DescribedModel;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.source.DataSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Evaluates a model on disk on a data set. */
@Command(
    name = "evaluate",
    description = {
      "Evaluates a model on disk, whoever made it, on a data set.",
      "Prints accuracy, loss, calibration error, the classification report and the",
      "confusion matrix. Images are brought to the model's own size, classes matched",
      "by name, in whatever order. No broker is needed."
    })
public final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions models;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description =
          "A folder or a zip of train/<class>/* and test/<class>/*, or cifar-10-binary.tar.gz.")
  private Path data;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "TEST",
      description = "test (the held-out images, the default) or train.")
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
    Optional<EvaluationFolder> folder = Optional.ofNullable(report).map(this::folder);
    if (json != null && (Files.isDirectory(json) || !Files.isDirectory(folderOf(json)))) {
      throw mistake("--json: " + json + " can't be written: not a file in a folder that is there");
    }
    try (DescribedModel model = models.open()) {
      DataSet loaded = DataSource.of(data).load(ImageSize.of(model.input()), model.resize());
      Evaluation evaluation = Evaluation.of(model, loaded, split);
      print(model, loaded, evaluation);
      folder.ifPresent(files -> files.write(models.folder(), evaluation));
      if (json != null) {
        new EvaluationJson(models.folder(), evaluation).write(json);
      }
      return 0;
    }
  }

  private static Path folderOf(Path file) {
    return file.toAbsolutePath().getParent();
  }

  private EvaluationFolder folder(Path path) {
    EvaluationFolder folder = new EvaluationFolder(path);
    try {
      folder.create();
    } catch (IOException e) {
      throw mistake("--report: the folder " + path + " can't be made: " + e);
    }
    return folder;
  }

  private void print(DescribedModel model, DataSet loaded, Evaluation evaluation) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s: %d classes, images of %s%n",
        models.folder(),
        model.classes(),
        ImageSize.of(model.input()));
    out.printf(
        Locale.ROOT,
        "%s: %,d %s images of %d classes%n",
        loaded.name(),
        evaluation.images(),
        split,
        loaded.classes().size());
    if (loaded.skipped().count() > 0) {
      out.printf("Left out %d unreadable images:%n", loaded.skipped().count());
      loaded.skipped().reasons().forEach(out::println);
    }
    if (!evaluation.order().byName()) {
      out.println(
          "Note: the model's classes have no names; the data set's are taken in their order: "
              + String.join(", ", loaded.classes()));
    }
    out.println();
    out.print(new EvaluationText(evaluation).all());
    out.flush();
  }

  private ParameterException mistake(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
