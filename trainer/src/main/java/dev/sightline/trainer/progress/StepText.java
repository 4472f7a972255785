package dev.sightline.trainer.progress;

import java.time.Duration;
import java.util.Locale;

/** An epoch so far in words, the same on a bar and on a line. */
final class StepText {
  private StepText() {}

  static String title(EpochSoFar epoch, int epochs) {
    return "epoch %d/%d".formatted(epoch.latest().epoch(), epochs);
  }

  static String figures(EpochSoFar epoch) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "step %d  loss %.4f  accuracy %.4f",
                epoch.latest().number(),
                epoch.loss(),
                epoch.accuracy()));
    epoch
        .imagesPerSecond()
        .ifPresent(pace -> text.append(String.format(Locale.ROOT, "  %,.0f images/s", pace)));
    epoch.left().ifPresent(left -> text.append("  ").append(clock(left)).append(" left"));
    return text.toString();
  }

  /** Minutes and seconds, or hours, minutes and seconds. */
  private static String clock(Duration time) {
    return time.toHours() > 0
        ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
