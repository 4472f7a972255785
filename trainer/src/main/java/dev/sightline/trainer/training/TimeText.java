package dev.sightline.trainer.training;

import java.time.Duration;

/** A length of time as people read it on a clock. Pure. */
public final class TimeText {
  private TimeText() {}

  /** Minutes and seconds, or hours, minutes and seconds: {@code 0:08}, {@code 1:02:03}. */
  public static String of(Duration time) {
    return time.toHours() > 0
        ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
