package dev.sightline.benchmarks;

import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Examples;
import java.util.stream.IntStream;

/** Data sets for what is done in seconds. */
public final class Thinned {
  private Thinned() {}

  /**
   * Some of a data set's images, at equal distances, because sources go class by class.
   *
   * @param training at most so many training images
   * @param heldOut at most so many held-out images
   */
  public static DataSet of(DataSet all, int training, int heldOut) {
    return new DataSet(
        all.name(),
        all.sha256(),
        all.classes(),
        some(all.training(), training),
        all.validation(),
        some(all.heldOut(), heldOut),
        all.skipped(),
        all.resized(),
        all.holdout());
  }

  private static Examples some(Examples all, int count) {
    int kept = Math.min(count, all.size());
    return all.chosen(
        IntStream.range(0, kept).map(i -> (int) ((long) i * all.size() / kept)).toArray());
  }
}
