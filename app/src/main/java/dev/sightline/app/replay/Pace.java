package dev.sightline.app.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time by which a replay goes. */
public interface Pace extends InstantSource {

  /** Returns when the time has come, at once when it has passed. */
  void await(Instant due) throws InterruptedException;

  /** The time of the machine. */
  static Pace ofTheMachine() {
    return new Pace() {
      @Override
      public Instant instant() {
        return InstantSource.system().instant();
      }

      @Override
      public void await(Instant due) throws InterruptedException {
        Duration left = Duration.between(instant(), due);
        if (!left.isNegative()) {
          Thread.sleep(left.toMillis(), left.toNanosPart() % 1_000_000);
        }
      }
    };
  }
}
