package dev.sightline.topology.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The batch sizes that are served: every size up to 32 and, above that, the powers of two and
 * {@code max}. A batch of any other size is scored as several of these, largest first, so that no
 * pixel is padding and the model never meets a size that it was not warmed up for.
 *
 * <p>A call costs as much as a few images, whatever its size: so the small batches that a commit
 * leaves are scored in one call, not as a sum of powers of two. Above 32 a second call weighs
 * little, and fewer sizes make a shorter warm-up.
 */
public final class BatchSizes {
  private static final int EVERY_SIZE_UP_TO = 32;

  private final List<Integer> descending;

  /**
   * @param max the largest batch, at least 1
   */
  public BatchSizes(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("maxBatchSize must be at least 1, was " + max);
    }
    List<Integer> sizes = new ArrayList<>();
    for (int size = 1; size < max; size = size < EVERY_SIZE_UP_TO ? size + 1 : 2 * size) {
      sizes.add(size);
    }
    sizes.add(max);
    Collections.reverse(sizes);
    this.descending = List.copyOf(sizes);
  }

  /** The largest. */
  public int max() {
    return descending.get(0);
  }

  /** All, largest first. */
  public List<Integer> all() {
    return descending;
  }

  /** The largest served size that is at most {@code remaining} (at least 1). */
  public int next(int remaining) {
    for (int size : descending) {
      if (size <= remaining) {
        return size;
      }
    }
    throw new IllegalArgumentException("no batch size for " + remaining + " images");
  }
}
