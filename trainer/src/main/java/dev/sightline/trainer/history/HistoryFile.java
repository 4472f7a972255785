package dev.sightline.trainer.history;

import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The epochs as a file of text, which is written anew after each and never seen half-written: its
 * name stands for all of it or for what was there before.
 */
abstract sealed class HistoryFile implements TrainingListener permits HistoryCsv, HistoryJson {
  private final Path file;
  private final List<Epoch> epochs;

  /**
   * @param file its folder is made when there is none
   * @param earlier the epochs before the training was resumed
   */
  HistoryFile(Path file, List<Epoch> earlier) {
    this.file = file;
    this.epochs = new ArrayList<>(earlier);
  }

  /** All of the file. */
  abstract String text(List<Epoch> epochs);

  @Override
  public final void onEpoch(Epoch epoch) {
    epochs.add(epoch);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(part, text(epochs));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException("can't write " + file + ": " + failed, failed);
    }
  }
}
