package dev.sightline.topology.scoring.intake;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What images did cost on this machine: by how much decoding took longer than estimated, and how
 * long the serving version of the model takes for an image. Shared by the stream threads of a
 * worker, so that a thread that replaces another knows it too. Safe for use by many threads.
 */
final class MeasuredCosts {
  /** Less than this beyond what was expected may be a pause of the machine. */
  private static final long TELLING_NANOS = Duration.ofMillis(500).toNanos();

  private static final double MAX_FACTOR = 1000;
  private static final double WEIGHT = 0.2;

  private double decodeFactor = 1;
  private int version = -1;
  private double nanosPerImage;

  /** The expected time of a cost, on this machine. */
  synchronized long nanos(Cost cost) {
    return (long) (cost.decodeNanos() * decodeFactor) + cost.otherNanos();
  }

  /** What a version takes for an image; empty until it has scored one. */
  synchronized OptionalLong nanosPerImage(int askedVersion) {
    return askedVersion == version ? OptionalLong.of((long) nanosPerImage) : OptionalLong.empty();
  }

  /**
   * A version has scored images in one run. A quicker run than those before is believed at once,
   * since the first ones are slow; a slower one may have been held up, and counts a little.
   */
  synchronized void scored(int byVersion, int images, long nanos) {
    double each = (double) nanos / images;
    nanosPerImage =
        byVersion == version && each > nanosPerImage ? smoothed(nanosPerImage, each) : each;
    version = byVersion;
  }

  /** Work that is not yet committed takes longer than all of it was to: known at once. */
  synchronized void decodedLonger(long estimatedNanos, long nanos) {
    if (nanos - estimatedNanos * decodeFactor >= TELLING_NANOS) {
      decodeFactor = bounded((double) nanos / Math.max(1, estimatedNanos));
    }
  }

  /**
   * All that was estimated is done. It can make the factor less only, a little each time, and never
   * less than 1: a fast machine only commits more often.
   */
  synchronized void decodedAll(long estimatedNanos, long nanos) {
    double observed = (double) nanos / Math.max(1, estimatedNanos);
    if (estimatedNanos > 0 && observed < decodeFactor) {
      decodeFactor = bounded(smoothed(decodeFactor, observed));
    }
  }

  private static double smoothed(double before, double latest) {
    return before + WEIGHT * (latest - before);
  }

  private static double bounded(double factor) {
    return Math.max(1, Math.min(MAX_FACTOR, factor));
  }
}
