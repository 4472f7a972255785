package dev.sightline.app.replay;

import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.source.DataSource;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a replay is asked for.
 *
 * @param images at the most, 1 or more; when empty all of them once, or with {@code repeat} no end
 * @param repeat whether to begin anew after the last one
 * @param labelDelay from an image to its label
 * @param seed of the order
 */
public record ReplayRequest(
    DataSource source,
    Rate rate,
    OptionalLong images,
    boolean repeat,
    Duration labelDelay,
    long seed) {

  /**
   * The held-out images, which are read once, in an order drawn by chance, another one each time
   * around.
   *
   * @throws dev.sightline.trainer.data.DataSetException when they can't be read, or there are none
   */
  public ReplayedImages replayed() {
    try (Stream<EncodedExample> files = source.heldOutFiles()) {
      return new ReplayedImages(files.toList(), images, repeat, seed);
    }
  }
}
