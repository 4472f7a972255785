package dev.sightline.app.classify;

import dev.sightline.app.savedmodel.ModelOptions;
import dev.sightline.inference.DescribedModel;
import dev.sightline.trainer.data.ImageSize;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
      description = "Classes a picture, or as many as there are (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--raw",
      description = "Probabilities as the model gives them, where its manifest would calibrate.")
  private boolean raw;

  @Option(
      names = "--json",
      description = "One JSON object a picture and line, those that can't be read among them.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top: expected 1 or more, found " + top);
    }
    PictureSearch pictures = PictureSearch.of(named);
    try (DescribedModel model = models.open();
        PictureClassifier classifier = new PictureClassifier(model, top, raw)) {
      boolean calibrated = !raw && model.temperature().isPresent();
      Printing printing = printing(model, calibrated);
      if (!json) {
        spec.commandLine().getOut().println(header(model, calibrated));
      }
      pictures.faults().forEach(printing::print);
      classifier.classify(pictures.files(), printing::print);
      return printing.unreadable == 0 ? 0 : 1;
    }
  }

  private String header(DescribedModel model, boolean calibrated) {
    return String.format(
        Locale.ROOT,
        "%s: %d classes, images of %s, %s",
        models.folder(),
        model.classes(),
        ImageSize.of(model.input()),
        calibrated
            ? String.format(
                Locale.ROOT,
                "probabilities calibrated by temperature %.4g (--raw: as the model gives them)",
                model.temperature().getAsDouble())
            : "probabilities as the model gives them, not calibrated");
  }

  private Printing printing(DescribedModel model, boolean calibrated) {
    return new Printing(new OutcomeText(model), new OutcomeJson(calibrated));
  }

  /** Prints each outcome as it comes, and counts those that can't be read. */
  private final class Printing {
    private final OutcomeText text;
    private final OutcomeJson objects;
    private int unreadable;

    Printing(OutcomeText text, OutcomeJson objects) {
      this.text = text;
      this.objects = objects;
    }

    /** Returns whether somebody still reads. */
    boolean print(Outcome outcome) {
      PrintWriter out = spec.commandLine().getOut();
      unreadable += outcome instanceof Outcome.Unreadable ? 1 : 0;
      if (json) {
        out.println(objects.of(outcome));
      } else if (outcome instanceof Outcome.Classified picture) {
        out.println(text.of(picture));
      } else if (outcome instanceof Outcome.Unreadable fault) {
        spec.commandLine().getErr().println(text.of(fault));
      }
      return !out.checkError();
    }
  }
}
