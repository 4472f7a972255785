package dev.sightline.app.train;

import dev.sightline.trainer.checkpoint.CheckpointFile;
import dev.sightline.trainer.history.HistoryCsv;
import dev.sightline.trainer.history.HistoryJson;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.tensorboard.TensorBoardWriter;
import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * The files of a run's folder that are written while the training goes on: its recipe, its
 * checkpoint, the history and TensorBoard's events.
 *
 * @see ResultFiles
 */
final class TrainingFiles implements AutoCloseable {
  private final Path folder;
  private final TensorBoardWriter tensorBoard;
  private final List<TrainingListener> listeners;

  /**
   * Makes the folder where it is missing and states the recipe in it.
   *
   * @param earlier epochs before the training was resumed
   */
  TrainingFiles(Path folder, Recipe recipe, List<Epoch> earlier) {
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

  private static String text(Recipe recipe) {
    StringBuilder text = new StringBuilder("# The recipe " + recipe.name() + ", every setting.\n");
    recipe.settings().forEach((key, value) -> text.append(key + "=" + value + "\n"));
    return text.toString();
  }

  /** The checkpoint of a folder, whether or not it is there. */
  static CheckpointFile checkpoint(Path folder) {
    return new CheckpointFile(folder.resolve("checkpoint.zip"));
  }

  CheckpointFile checkpoint() {
    return checkpoint(folder);
  }

  /** What writes the history. */
  List<TrainingListener> listeners() {
    return listeners;
  }

  /** TensorBoard's events, for what is added at the end; open as long as this is. */
  TensorBoardWriter tensorBoard() {
    return tensorBoard;
  }

  @Override
  public void close() {
    tensorBoard.close();
  }
}
