package dev.sightline.benchmarks.interop;

import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.benchmarks.ChildProcess;
import dev.sightline.benchmarks.DataOption;
import dev.sightline.benchmarks.PythonOption;
import dev.sightline.benchmarks.Thinned;
import dev.sightline.inference.LoadedModel;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeReader;
import dev.sightline.trainer.training.TrainingListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares what Java and Python make of the same exported models and the same images. */
@Command(
    name = "benchmarks/interop",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains each recipe for some steps, exports it, loads it in Python by tf.saved_model.load"
          + " and",
      "prints the largest absolute difference between a probability there and in Java.",
      "Fails when it is above " + InteropCheck.MOST + "."
    })
public final class InteropCheck implements Callable<Integer> {
  static final double MOST = 1e-3;

  /** Enough for some steps of every recipe, and for decided golden images. */
  private static final int TRAINING_IMAGES = 5_120;

  private static final Duration WITHIN = Duration.ofMinutes(5);

  @Spec private CommandSpec spec;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Held-out images to score (default: ${DEFAULT-VALUE}).")
  private int images;

  @Mixin private DataOption data;

  @Mixin private PythonOption python;

  @Override
  public Integer call() throws Exception {
    if (images < 1) {
      throw new ParameterException(spec.commandLine(), "--images must be at least 1");
    }
    python.require();
    DataSet some = Thinned.of(data.source().load(), TRAINING_IMAGES, images);
    try (TemporaryFolder folder = TemporaryFolder.create("sightline-interop-")) {
      return check(some, folder.path()) ? 0 : 1;
    }
  }

  private boolean check(DataSet some, Path folder) throws InterruptedException, IOException {
    List<Path> savedModels = new ArrayList<>();
    for (String name : RecipeReader.NAMES) {
      savedModels.add(export(some, name, folder.resolve(name)));
    }
    runPython(some.heldOut(), savedModels, folder);
    boolean within = true;
    for (Path savedModel : savedModels) {
      Agreement agreement = agreement(savedModel, some.heldOut(), some.classes().size());
      System.out.println(line(savedModel, agreement));
      within &= agreement.isWithin(MOST);
    }
    return within;
  }

  private static String line(Path savedModel, Agreement agreement) {
    return String.format(
        Locale.ROOT,
        "%-10s largest difference of a probability %.1e, another top-1 on %d of %,d images,"
            + " mean top-1 probability %.2f: %s",
        savedModel.getFileName(),
        agreement.largest(),
        agreement.otherTop1(),
        agreement.images(),
        agreement.decided(),
        agreement.isWithin(MOST) ? "agrees" : "differs by more than " + MOST);
  }

  /** Trains in float32, so that a trained model is the same on every processor. */
  private static Path export(DataSet some, String name, Path savedModel)
      throws InterruptedException {
    Recipe recipe =
        RecipeReader.read(
            name, Map.of("epochs", "1", "validation.images", "0", "precision", "float32"));
    try (TrainingJob job = new TrainingJob(some, recipe, new TrainingListener() {})) {
      System.out.printf(
          "Training %s, views: %s …%n",
          name, job.network().views().name().toLowerCase(Locale.ROOT));
      job.train();
      return job.export(name, savedModel).candidate().savedModel();
    }
  }

  private void runPython(Examples heldOut, List<Path> savedModels, Path folder)
      throws InterruptedException, IOException {
    Path pixels = Files.write(folder.resolve("pixels"), heldOut.pixels());
    List<String> arguments = new ArrayList<>();
    arguments.add(pixels.toString());
    savedModels.forEach(savedModel -> arguments.add(savedModel.toString()));
    Path log = folder.resolve("python.log");
    try (ChildProcess process = python.start("saved_model_probabilities.py", log, arguments)) {
      process.await(WITHIN).stream()
          .filter(line -> line.startsWith("versions "))
          .forEach(line -> System.out.println("Python: " + line.substring("versions ".length())));
    }
  }

  private static Agreement agreement(Path savedModel, Examples heldOut, int classes)
      throws IOException {
    ByteBuffer python =
        ByteBuffer.wrap(Files.readAllBytes(Path.of(savedModel + ".probabilities")))
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] pythons = new float[python.capacity() / Float.BYTES];
    python.asFloatBuffer().get(pythons);
    try (LoadedModel model = LoadedModel.load(savedModel)) {
      float[] javas = ScoredImages.of(model, heldOut, classes).probabilities();
      return Agreement.of(javas, pythons, classes);
    }
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new InteropCheck()).execute(arguments));
  }
}
