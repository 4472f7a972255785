package dev.sightline.app.data;

import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.source.Cifar10Archive;
import dev.sightline.trainer.data.source.Cifar10Download;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.data.source.DrawnShapes;
import java.util.Locale;
import java.util.function.Consumer;

/** The data set of a command whose user has named none. */
public final class DefaultData {
  private DefaultData() {}

  /**
   * CIFAR-10 from the cache or its home.
   *
   * @throws DataSetException when it can't be had
   */
  public static DataSource cifar10() {
    return new Cifar10Archive(new Cifar10Download(Cifar10Download.defaultFolder()).fetch());
  }

  /**
   * CIFAR-10, or drawn shapes where it can't be had.
   *
   * @param notes told when it is the latter, and why
   */
  public static DataSource cifar10OrShapes(Consumer<String> notes) {
    try {
      return cifar10();
    } catch (DataSetException e) {
      DrawnShapes shapes = DrawnShapes.ASKED_FOR;
      notes.accept(
          String.format(
              Locale.ROOT,
              "CIFAR-10 can't be had (%s): %,d images of shapes are drawn instead.",
              e.getMessage(),
              shapes.trainingImages() + shapes.heldOutImages()));
      return shapes;
    }
  }
}
