package dev.sightline.app.train;

import dev.sightline.models.archive.Discard;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.trainer.TrainedModel;
import dev.sightline.trainer.report.TrainingRun;
import dev.sightline.trainer.report.page.RunReport;
import dev.sightline.trainer.report.pictures.RunPictures;
import dev.sightline.trainer.tensorboard.TensorBoardWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a run's folder that are written when the training has ended: the model, its
 * manifest, the report.
 *
 * @param folder is there already
 * @see TrainingFiles
 */
record ResultFiles(Path folder) {

  /** Where the model goes. */
  Path savedModel() {
    return new RunFolder(folder).savedModel();
  }

  /**
   * Removes a model that an earlier run wrote and that was not evaluated to the end.
   *
   * @throws UncheckedIOException when it can't be removed
   */
  void discardUnfinished() {
    IOException left = new IOException("can't remove " + savedModel());
    Discard.tree(savedModel(), left);
    if (left.getSuppressed().length > 0) {
      throw new UncheckedIOException(left);
    }
  }

  /** Writes the manifest once the model is there: with both, the folder can be published. */
  void writeManifest(TrainedModel trained) {
    new RunFolder(folder).writeManifest(trained.candidate().draft());
  }

  /**
   * Writes the report, and its pictures into TensorBoard's events.
   *
   * @return the page to look at
   */
  Path writeReport(TrainingRun run, TensorBoardWriter tensorBoard) {
    RunReport report = new RunReport(run);
    List<Path> written = report.write(folder);
    RunPictures pictures = report.pictures();
    int epochs = run.history().size();
    pictures.samples().ifPresent(p -> tensorBoard.trainingImage("samples", epochs, p.png()));
    tensorBoard.validationImage("predictions", epochs, pictures.predictions().png());
    tensorBoard.validationImage("confusion_matrix", epochs, pictures.confusionMatrix().png());
    return written.get(0);
  }
}
