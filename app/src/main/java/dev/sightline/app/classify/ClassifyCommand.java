package dev.sightline.app.classify;

import dev.sightline.app.console.Console;
import dev.sightline.app.savedmodel.ModelOptions;
import dev.sightline.inference.DescribedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a model on disk about pictures on disk. */
@Command(
    name = "classify",
    description = {
      "Prints the likeliest classes of pictures on disk.",
      "They are PNG, JPEG, BMP or GIF files of any size. No broker is needed.",
      "One that can't be read is named on standard error, the others go on, and the",
      "exit code is 1."
    })
public final class ClassifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Pictures, or folders of pictures.")
  private List<Path> named;

  @Mixin private ModelOptions models;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "5",
      description = "Number of classes to show per picture (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--raw",
      description =
          "Show the probabilities as the model gives them, without its manifest's calibration.")
  private boolean raw;

  @Option(
      names = "--json",
      description = "Print one JSON object per line for each picture, unreadable ones included.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top: expected 1 or more, found " + top);
    }
    PictureSearch pictures = PictureSearch.of(named);
    try (DescribedModel model = models.open();
        PictureClassifier classifier = new PictureClassifier(model, top, raw)) {
      OutcomePrinter printer = printer(model, !raw && model.temperature().isPresent());
      pictures.faults().forEach(printer::test);
      classifier.classify(pictures.files(), printer);
      return printer.unreadable() == 0 ? 0 : 1;
    }
  }

  private OutcomePrinter printer(DescribedModel model, boolean calibrated) {
    Console console = Console.of(spec);
    if (json) {
      return OutcomePrinter.ofJson(new OutcomeJson(calibrated), console);
    }
    console.say(OutcomeText.header(models.folder(), model, calibrated));
    return OutcomePrinter.ofText(new OutcomeText(model), console);
  }
}
