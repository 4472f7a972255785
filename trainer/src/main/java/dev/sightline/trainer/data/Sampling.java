package dev.sightline.trainer.data;

import java.util.stream.IntStream;

/** Which images of many are looked at where not all can be. Pure functions. */
public final class Sampling {
  private static final int MOST_BYTES = 64 << 20;

  private Sampling() {}

  /**
   * At most {@code most} indices below {@code images}, at even distances and ascending: of files
   * that stand class by class, some of every class. At least one, and no more than 64 MiB hold.
   */
  public static int[] indices(int images, int most, ImageSize size) {
    int count = Math.min(Math.min(images, most), Math.max(1, MOST_BYTES / size.bytes()));
    return IntStream.range(0, count).map(i -> (int) ((long) i * images / count)).toArray();
  }
}
