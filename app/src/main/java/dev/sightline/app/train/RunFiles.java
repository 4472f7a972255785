package dev.sightline.app.train;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.trainer.TrainedModel;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.checkpoint.CheckpointFile;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.history.HistoryCsv;
import dev.sightline.trainer.history.HistoryJson;
import dev.sightline.trainer.network.NetworkSummary;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.report.Calibrated;
import dev.sightline.trainer.report.RunFacts;
import dev.sightline.trainer.report.TrainingRun;
import dev.sightline.trainer.report.page.RunReport;
import dev.sightline.trainer.report.pictures.RunPictures;
import dev.sightline.trainer.tensorboard.TensorBoardWriter;
import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The folder of a training: its recipe, checkpoint, history and TensorBoard's events while it goes
 * on; the model, its manifest and the report when it has ended.
 */
public final class RunFiles implements AutoCloseable {
  private static final String CHECKPOINT = "checkpoint.zip";

  private final Path folder;
  private final TensorBoardWriter tensorBoard;
  private final List<TrainingListener> listeners;

  /**
   * Makes the folder where it is missing and states the recipe in it.
   *
   * @param earlier epochs before the training was resumed
   */
  public RunFiles(Path folder, Recipe recipe, List<Epoch> earlier) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("recipe.properties"), text(recipe));
    } catch (IOException failed) {
      throw new UncheckedIOException("can't write to " + folder + ": " + failed, failed);
    }
    tensorBoard = new TensorBoardWriter(folder.resolve("tensorboard"), Clock.systemUTC());
    listeners =
        List.of(
            new HistoryCsv(folder.resolve("history.csv"), earlier),
            new HistoryJson(folder.resolve("history.json"), earlier),
            tensorBoard);
  }

  /** The checkpoint of a folder, whether or not it is there. */
  public static CheckpointFile checkpoint(Path folder) {
    return new CheckpointFile(folder.resolve(CHECKPOINT));
  }

  /** Whether a training in this folder has come to its end. */
  public static boolean isFinished(Path folder) {
    return new RunFolder(folder).hasManifest();
  }

  public Path folder() {
    return folder;
  }

  public CheckpointFile checkpoint() {
    return checkpoint(folder);
  }

  /** Where the model goes. */
  public Path savedModel() {
    return new RunFolder(folder).savedModel();
  }

  /** What writes the history. */
  public List<TrainingListener> listeners() {
    return listeners;
  }

  private static String text(Recipe recipe) {
    StringBuilder text = new StringBuilder("# The recipe " + recipe.name() + ", every setting.\n");
    recipe.settings().forEach((key, value) -> text.append(key + "=" + value + "\n"));
    return text.toString();
  }

  /** Writes the manifest once the model is there: with both, the folder can be published. */
  public void writeManifest(TrainedModel trained) {
    new RunFolder(folder).writeManifest(trained.candidate().draft());
  }

  /**
   * Writes the report.
   *
   * @return the page to look at
   */
  public Path writeReport(TrainingJob job, Recipe recipe, DataSet data, TrainedModel trained) {
    RunReport report = new RunReport(run(job, recipe, data, trained));
    List<Path> written = report.write(folder);
    showPictures(report.pictures(), job.history().size());
    return written.get(0);
  }

  private void showPictures(RunPictures pictures, int epochs) {
    pictures.samples().ifPresent(p -> tensorBoard.trainingImage("samples", epochs, p.png()));
    tensorBoard.validationImage("predictions", epochs, pictures.predictions().png());
    tensorBoard.validationImage("confusion_matrix", epochs, pictures.confusionMatrix().png());
  }

  private static TrainingRun run(
      TrainingJob job, Recipe recipe, DataSet data, TrainedModel trained) {
    List<Epoch> history = job.history();
    Duration training = history.stream().map(Epoch::total).reduce(Duration.ZERO, Duration::plus);
    double steps = history.stream().mapToDouble(epoch -> epoch.training().toNanos() / 1e9).sum();
    long images = history.stream().mapToLong(Epoch::images).sum();
    RunFacts facts =
        new RunFacts(
            recipe.name(),
            Instant.now(),
            data.name(),
            data.sha256(),
            data.training().size(),
            data.validation().size(),
            data.heldOut().size(),
            recipe.training().seed(),
            training,
            images / Math.max(steps, 1e-9),
            job.network().parameters(),
            job.flops());
    Map<String, String> settings = trained.candidate().draft().getTraining().getSettings();
    return new TrainingRun(
        facts,
        settings,
        NetworkSummary.of(job.network()),
        data.classes(),
        data.training(),
        history,
        data.heldOut(),
        trained.heldOut(),
        trained.calibration().map(fitted -> calibrated(trained.heldOut(), fitted)));
  }

  private static Calibrated calibrated(ScoredImages raw, TemperatureScaling fitted) {
    return Calibrated.byTemperature(fitted.temperature(), raw.calibrated(fitted));
  }

  @Override
  public void close() {
    tensorBoard.close();
  }
}
