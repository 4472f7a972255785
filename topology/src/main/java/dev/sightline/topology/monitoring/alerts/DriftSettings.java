package dev.sightline.topology.monitoring.alerts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When something is an alarm. All can be changed from one start to the next; with another tolerance
 * the evidence starts anew.
 *
 * @param meanRunImages without drift an alarm of a statistic comes after so many images on average,
 *     at the least
 * @param accuracyTolerance how far accuracy, a recall or the estimated accuracy may lie below its
 *     reference, in [0, 1]
 * @param shareTolerance how far a share may lie from its reference, in [0, 1]
 * @param clearAfterImages the length of a block of images that clears an alarm
 * @param quiet wall-clock time without an image after which a version is watched no more
 */
public record DriftSettings(
    long meanRunImages,
    double accuracyTolerance,
    double shareTolerance,
    long clearAfterImages,
    Duration quiet) {

  /** A false alarm in a million images at the most, of what moves by more than two percent. */
  public static final DriftSettings DEFAULTS =
      new DriftSettings(1_000_000, 0.02, 0.02, 1_000, Duration.ofDays(1));

  /**
   * @throws IllegalArgumentException naming every fault
   */
  public DriftSettings {
    List<String> faults = new ArrayList<>();
    if (meanRunImages < 2) {
      faults.add("meanRunImages must be at least 2, found " + meanRunImages);
    }
    share("accuracyTolerance", accuracyTolerance, faults);
    share("shareTolerance", shareTolerance, faults);
    if (clearAfterImages < 1) {
      faults.add("clearAfterImages must be at least 1, found " + clearAfterImages);
    }
    if (quiet.toMillis() < 1) {
      faults.add("quiet must be at least 1 ms, found " + quiet);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("drift settings: " + String.join("; ", faults));
    }
  }

  private static void share(String name, double share, List<String> faults) {
    if (!(share >= 0 && share <= 1)) {
      faults.add(name + " must lie in [0, 1], found " + share);
    }
  }
}
