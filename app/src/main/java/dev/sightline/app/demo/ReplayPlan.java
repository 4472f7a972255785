package dev.sightline.app.demo;

import dev.sightline.app.replay.Rate;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How many images are replayed before and after the second version serves, and how fast.
 *
 * <p>The first half is paced to last through the training of the second version. That shares the
 * processor with scoring, so half as long again is allowed for as it would take alone.
 *
 * @param training how long that of the second version would take alone
 */
record ReplayPlan(DemoOptions options, Duration training) {
  private static final double TIMES_ALONE = 1.5;

  /** Images before the second version serves; without end where no number is asked for. */
  long half() {
    return options.images().isPresent() ? options.images().getAsLong() / 2 : Long.MAX_VALUE;
  }

  /** Images before and after. */
  long all() {
    return options.images().orElse(Long.MAX_VALUE);
  }

  /** Which of the images after the swap are disturbed, when so many were before it. */
  Disturbance disturbance(long before) {
    return Disturbance.of(
        options.images().isPresent()
            ? OptionalLong.of(Math.max(0, all() - before))
            : OptionalLong.empty());
  }

  /** Images a second of the first half. */
  Rate firstRate() {
    return options.rate().atMost(half() * 1000.0 / (TIMES_ALONE * training.toMillis()));
  }
}
