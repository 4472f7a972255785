package dev.sightline.trainer.report.pictures;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws without replacement: the same for the same seed. */
final class Draw {
  private Draw() {}

  /** At most {@code count} of the indices below {@code size}, each set equally likely. */
  static int[] of(int size, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] indices = IntStream.range(0, size).toArray();
    int drawn = Math.min(size, count);
    for (int i = 0; i < drawn; i++) {
      int j = random.nextInt(i, size);
      int swapped = indices[i];
      indices[i] = indices[j];
      indices[j] = swapped;
    }
    return Arrays.copyOf(indices, drawn);
  }
}
