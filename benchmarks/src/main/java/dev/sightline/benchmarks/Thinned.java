package dev.sightline.benchmarks;

import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Examples;

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
    byte[] pixels = new byte[kept * all.imageBytes()];
    int[] labels = new int[kept];
    for (int i = 0; i < kept; i++) {
      int from = (int) ((long) i * all.size() / kept);
      all.copyImage(from, pixels, i * all.imageBytes());
      labels[i] = all.labels()[from];
    }
    return new Examples(all.height(), all.width(), pixels, labels);
  }
}
