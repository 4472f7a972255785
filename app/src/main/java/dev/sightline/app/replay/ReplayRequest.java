package dev.sightline.app.replay;

import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.source.DataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a replay is asked for.
 *
 * @param images at the most; all when empty
 * @param labelDelay from an image to its label
 * @param seed of the order
 */
public record ReplayRequest(
    DataSource source, Rate rate, OptionalLong images, Duration labelDelay, long seed) {

  /**
   * The held-out images in an order drawn by chance, as many as are asked for.
   *
   * @throws dev.sightline.trainer.data.DataSetException when they can't be read
   */
  public List<EncodedExample> shuffledImages() {
    try (Stream<EncodedExample> files = source.heldOutFiles()) {
      List<EncodedExample> all = files.collect(Collectors.toCollection(ArrayList::new));
      Collections.shuffle(all, new Random(seed));
      return all.subList(0, (int) Math.min(images.orElse(Long.MAX_VALUE), all.size()));
    }
  }
}
