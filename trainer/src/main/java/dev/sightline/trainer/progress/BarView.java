package dev.sightline.trainer.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A bar that is drawn over itself, for terminals, and wiped away at the end of the epoch. */
final class BarView implements StepView {
  private static final Duration REDRAW = Duration.ofMillis(200);

  private final int epochs;
  private final LiveLine line;
  private final InstantSource clock;
  private Instant drawn = Instant.EPOCH;

  BarView(int epochs, LiveLine line, InstantSource clock) {
    this.epochs = epochs;
    this.line = line;
    this.clock = clock;
  }

  @Override
  public void show(EpochSoFar epoch) {
    Instant now = clock.instant();
    if (now.isBefore(drawn.plus(REDRAW))) {
      return;
    }
    drawn = now;
    double share = epoch.latest().images() / (double) epoch.latest().imagesInEpoch();
    line.show(
        Bar.line(StepText.title(epoch, epochs), share, StepText.figures(epoch), line.columns()));
  }

  @Override
  public void end() {
    drawn = Instant.EPOCH;
    line.hide();
  }
}
