package dev.sightline.topology.monitoring.windows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How labels are waited for and how windows roll. All durations but the last are event time.
 *
 * <p>All can be changed from one start to the next. Buckets of another length are used as they are:
 * windows that would cut one are left out.
 *
 * @param retention how far a prediction and its labels may lie apart
 * @param windowSize the length of a window; a multiple of windowAdvance
 * @param windowAdvance from one window's start to the next one's; also the length of a bucket
 * @param grace how far one partition may lag behind another before its counts come too late
 * @param emitInterval wall-clock time between two emissions of the windows that changed
 * @param firstImages how many of a version's images are its reference for what images look like,
 *     where its manifest has none; 0 for none
 * @param minLabels fewest labels of which a gauge shows an accuracy, and fewest of a class of which
 *     one shows its recall; records have all counts
 */
public record MetricsSettings(
    Duration retention,
    Duration windowSize,
    Duration windowAdvance,
    Duration grace,
    Duration emitInterval,
    long firstImages,
    long minLabels) {

  /** As many as a reference should have: see {@link #firstImages()}. */
  public static final long DEFAULT_FIRST_IMAGES = 10_000;

  /** An accuracy of fewer says little: of 30 labels its 95% interval is 0.2 to 0.35 wide. */
  public static final long DEFAULT_MIN_LABELS = 30;

  /** Labels within an hour; five-minute windows, a new one every thirty seconds. */
  public static final MetricsSettings DEFAULTS =
      new MetricsSettings(
          Duration.ofHours(1),
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          Duration.ofHours(1),
          Duration.ofSeconds(1));

  /** With {@value #DEFAULT_FIRST_IMAGES} first images. */
  public MetricsSettings(
      Duration retention,
      Duration windowSize,
      Duration windowAdvance,
      Duration grace,
      Duration emitInterval) {
    this(retention, windowSize, windowAdvance, grace, emitInterval, DEFAULT_FIRST_IMAGES);
  }

  /** With {@value #DEFAULT_MIN_LABELS} labels for an accuracy. */
  public MetricsSettings(
      Duration retention,
      Duration windowSize,
      Duration windowAdvance,
      Duration grace,
      Duration emitInterval,
      long firstImages) {
    this(
        retention, windowSize, windowAdvance, grace, emitInterval, firstImages, DEFAULT_MIN_LABELS);
  }

  /**
   * @throws IllegalArgumentException naming every fault
   */
  public MetricsSettings {
    List<String> faults = new ArrayList<>();
    positive("retention", retention, faults);
    positive("windowSize", windowSize, faults);
    positive("windowAdvance", windowAdvance, faults);
    positive("emitInterval", emitInterval, faults);
    if (firstImages < 0) {
      faults.add("firstImages must not be negative, found " + firstImages);
    }
    if (minLabels < 1) {
      faults.add("minLabels must be at least 1, found " + minLabels);
    }
    if (grace.isNegative()) {
      faults.add("grace must not be negative, found " + grace);
    }
    if (faults.isEmpty() && windowSize.toMillis() % windowAdvance.toMillis() != 0) {
      faults.add(
          "windowSize must be a multiple of windowAdvance, found %s and %s"
              .formatted(windowSize, windowAdvance));
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("metrics settings: " + String.join("; ", faults));
    }
  }

  private static void positive(String name, Duration duration, List<String> faults) {
    if (duration.toMillis() < 1) {
      faults.add(name + " must be at least 1 ms, found " + duration);
    }
  }
}
