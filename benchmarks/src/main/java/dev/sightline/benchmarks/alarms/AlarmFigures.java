package dev.sightline.benchmarks.alarms;

import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.benchmarks.alarms.images.ImageFigures;
import dev.sightline.topology.monitoring.alerts.DriftSettings;
import dev.sightline.trainer.data.source.DataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells what each detector makes of images with and without drift. */
@Command(
    name = "benchmarks/alarms",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "False alarms in a million images without drift, and the images from a drift to the alarm"
            + " (the median of all runs), of the alarms of the metrics stream, ADWIN, DDM and PSI"
            + " on windows: of right and wrong, and of classes, drawn by chance, or of real images"
            + " that are distorted.")
public final class AlarmFigures implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A folder or a zip of train/<class>/* and test/<class>/* with images: trains a model and"
              + " distorts images (default: draws by chance).")
  private Path data;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description =
          "With --data: where the model is; trained, and left there, where there is none (default:"
              + " trained each time).")
  private Path model;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "With --data: images to draw streams from, taken out of the training split (default:"
              + " ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "100",
      description = "Runs of each drift (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--millions",
      paramLabel = "N",
      defaultValue = "20",
      description = "Million images without drift (default: ${DEFAULT-VALUE}).")
  private int millions;

  @Option(
      names = "--mean-run",
      paramLabel = "IMAGES",
      defaultValue = "1000000",
      description = "Promised mean run without drift (default: ${DEFAULT-VALUE}).")
  private long meanRun;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of what is drawn.")
  private long seed;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (data == null) {
      new DrawnFigures(runs, millions, meanRun, seed).print();
    } else if (model == null) {
      try (TemporaryFolder folder = TemporaryFolder.create("sightline-alarms-")) {
        onImages(folder.path());
      }
    } else {
      onImages(model);
    }
    return 0;
  }

  private void onImages(Path folder) throws InterruptedException, IOException {
    DriftSettings defaults = DriftSettings.DEFAULTS;
    DriftSettings settings =
        new DriftSettings(
            meanRun,
            defaults.accuracyTolerance(),
            defaults.shareTolerance(),
            defaults.clearAfterImages(),
            defaults.quiet());
    new ImageFigures(images, millions, runs, settings, seed)
        .print(DataSource.of(data), folder, System.out::println);
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new AlarmFigures()).execute(args));
  }
}
