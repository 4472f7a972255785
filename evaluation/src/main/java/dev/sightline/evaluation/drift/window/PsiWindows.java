package dev.sightline.evaluation.drift.window;

import dev.sightline.evaluation.drift.distance.PopulationStability;
import java.util.Arrays;

/**
 * The population stability index of one window after another, each an alarm from a threshold on. An
 * accumulator for one thread.
 */
public final class PsiWindows {
  /** The customary one, Evidently's. */
  public static final double THRESHOLD = 0.1;

  private final long[] reference;
  private final long[] window;
  private final long size;
  private final double threshold;
  private long inWindow;

  /**
   * @param reference counts by category, one at least above 0
   * @param size observations in a window, 1 or more
   * @throws IllegalArgumentException when there is no reference or no window
   */
  public PsiWindows(long[] reference, long size, double threshold) {
    if (Arrays.stream(reference).noneMatch(count -> count > 0) || size < 1) {
      throw new IllegalArgumentException(
          "expected a reference and a window of 1 or more, found %s and %d"
              .formatted(Arrays.toString(reference), size));
    }
    this.reference = reference.clone();
    this.window = new long[reference.length];
    this.size = size;
    this.threshold = threshold;
  }

  /**
   * Takes in an observation.
   *
   * @return whether it ended a window that is an alarm
   * @throws IndexOutOfBoundsException when there is no such category
   */
  public boolean add(int category) {
    window[category]++;
    inWindow++;
    if (inWindow < size) {
      return false;
    }
    boolean alarm = PopulationStability.of(reference, window).orElse(0) >= threshold;
    Arrays.fill(window, 0);
    inWindow = 0;
    return alarm;
  }
}
