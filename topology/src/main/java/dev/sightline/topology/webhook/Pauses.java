package dev.sightline.topology.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between attempts: a second, then twice as long each time up to the longest, of which
 * chance takes away up to a half, so that those who failed together do not come back together.
 */
final class Pauses {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 20;

  private final Duration longest;
  private final RandomGenerator random;

  Pauses(Duration longest, RandomGenerator random) {
    this.longest = longest;
    this.random = random;
  }

  /**
   * The pause behind a failure.
   *
   * @param failures so many in a row, 1 or more
   */
  Duration after(int failures) {
    long doubled = FIRST.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long most = Math.min(doubled, longest.toMillis());
    return Duration.ofMillis(most - (long) (random.nextDouble() * most / 2));
  }
}
