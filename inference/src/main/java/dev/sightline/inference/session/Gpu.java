package dev.sightline.inference.session;

import java.util.Locale;

/**
 * A GPU that TensorFlow has found.
 *
 * @param index from 0, in TensorFlow's order
 * @param memoryBytes what TensorFlow may take of its memory
 */
public record Gpu(int index, long memoryBytes) {
  /** As TensorFlow calls it, {@code GPU:0}. */
  public String name() {
    return "GPU:" + index;
  }

  String memory() {
    return String.format(Locale.ROOT, "%.1f GiB", memoryBytes / (double) (1 << 30));
  }
}
