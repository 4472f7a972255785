package dev.sightline.endtoend;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long the tests wait for what must come: long enough for a machine that has other work. */
final class Waiting {
  private static final Duration AT_MOST = Duration.ofSeconds(120);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Waiting() {}

  static ConditionFactory waitFor(String what) {
    return Awaitility.await(what).atMost(AT_MOST).pollInterval(LOOK_EVERY).pollInSameThread();
  }
}
