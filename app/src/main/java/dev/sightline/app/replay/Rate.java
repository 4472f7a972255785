package dev.sightline.app.replay;

import java.time.Duration;

/**
 * How fast images are published.
 *
 * @param imagesPerSecond from 1e-6, which keeps the interval within a {@link Duration}'s
 *     nanoseconds, to 1e9
 */
public record Rate(double imagesPerSecond) {
  private static final double SLOWEST = 1e-6;
  private static final double FASTEST = 1e9;

  /**
   * @throws IllegalArgumentException when it is outside its range or no number
   */
  public Rate {
    if (!(imagesPerSecond >= SLOWEST && imagesPerSecond <= FASTEST)) {
      throw new IllegalArgumentException(
          "expected more than 0 and at most 1e9 images a second, found " + imagesPerSecond);
    }
  }

  /** From an image to the next. */
  public Duration interval() {
    return Duration.ofNanos(Math.round(1e9 / imagesPerSecond));
  }

  /** This rate, or one that is slower. */
  public Rate atMost(double other) {
    return other < imagesPerSecond ? new Rate(Math.max(SLOWEST, other)) : this;
  }
}
