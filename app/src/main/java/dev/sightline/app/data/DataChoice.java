package dev.sightline.app.data;

import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.source.Cifar10Archive;
import dev.sightline.trainer.data.source.Cifar10Download;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.data.source.DrawnShapes;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The data to train on: what the user names, or CIFAR-10 from its home, or drawn shapes. */
public final class DataChoice {
  private static final long SEED = 1;
  private static final int TRAINING_SHAPES = 40_000;
  private static final int HELD_OUT_SHAPES = 10_000;

  private DataChoice() {}

  /**
   * @param named what the user names, if anything
   * @param notes told when the choice is not what the user would expect
   * @throws DataSetException when what the user names can't be read
   */
  public static DataSource of(Optional<Path> named, Consumer<String> notes) {
    return named.map(DataSource::of).orElseGet(() -> cifarOrShapes(notes));
  }

  /**
   * CIFAR-10 from the cache or its home.
   *
   * @throws DataSetException when it can't be had
   */
  public static DataSource cifar() {
    return new Cifar10Archive(new Cifar10Download(Cifar10Download.defaultFolder()).fetch());
  }

  private static DataSource cifarOrShapes(Consumer<String> notes) {
    try {
      return cifar();
    } catch (DataSetException e) {
      notes.accept(
          "CIFAR-10 can't be had ("
              + e.getMessage()
              + "): using generated images of drawn shapes.");
      return new DrawnShapes(SEED, TRAINING_SHAPES, HELD_OUT_SHAPES);
    }
  }
}
