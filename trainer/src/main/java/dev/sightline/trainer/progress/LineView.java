package dev.sightline.trainer.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A plain line now and then, for logs: the first when the interval has passed since the training's
 * first step, none in epochs that are shorter than what is left of it.
 */
final class LineView implements StepView {
  private final int epochs;
  private final Consumer<String> lines;
  private final Duration interval;
  private final InstantSource clock;
  private Instant written;

  LineView(int epochs, Consumer<String> lines, Duration interval, InstantSource clock) {
    this.epochs = epochs;
    this.lines = lines;
    this.interval = interval;
    this.clock = clock;
  }

  @Override
  public void show(EpochSoFar epoch) {
    Instant now = clock.instant();
    if (written == null) {
      written = now;
    }
    if (now.isBefore(written.plus(interval))) {
      return;
    }
    written = now;
    lines.accept(
        String.format(
            Locale.ROOT,
            "%s  %,d/%,d images  %s",
            StepText.title(epoch, epochs),
            epoch.latest().images(),
            epoch.latest().imagesInEpoch(),
            StepText.figures(epoch).stream().map(Figure::text).collect(Collectors.joining("  "))));
  }

  /** The line of the epoch starts a new interval. */
  @Override
  public void end() {
    if (written != null) {
      written = clock.instant();
    }
  }
}
