package dev.sightline.trainer.data;

import dev.sightline.schemas.ResizeMethod;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The images of one split of a data set, read as often as somebody asks, a batch at a time: memory
 * is bounded by the batch, not by the data set, and the other split is left alone. Holds no
 * resources; for one reading at a time.
 */
public interface ImageSplit {
  /** The data set's name, for people. */
  String dataSet();

  /** The data set's class names in index order. */
  List<String> classes();

  /**
   * Identity of the whole data set, as in {@link DataSet#sha256()}; reads what it is taken of, both
   * splits if need be.
   *
   * @throws DataSetException when it can't be read
   */
  String sha256();

  /** What the held-out images were drawn by, where the data set has no test split of its own. */
  default Optional<Holdout> holdout() {
    return Optional.empty();
  }

  /**
   * Reads all images in an order that is always the same, brought to one size.
   *
   * @param batches takes them; what it is given may be used afterwards
   * @throws DataSetException when they can't be read, too many of them are unreadable, or a class
   *     has none
   */
  SplitReading read(ImageSize size, ResizeMethod resize, Consumer<Examples> batches);

  /**
   * Some of the images, at even distances, brought to one size; fewer where they would take more
   * than 64 MiB. Unreadable ones are passed over.
   *
   * @param most how many at the most, at least 1
   * @throws DataSetException when they can't be read, or none of them
   */
  Examples sample(int most, ImageSize size, ResizeMethod resize);
}
