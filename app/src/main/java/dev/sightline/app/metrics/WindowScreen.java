package dev.sightline.app.metrics;

import dev.sightline.app.console.Screen;
import dev.sightline.app.follow.RecordView;
import dev.sightline.schemas.MetricsWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The newest windows on a terminal, drawn over themselves as they change. For one thread. */
final class WindowScreen implements RecordView<MetricsWindow> {
  private static final Duration REDRAW = Duration.ofMillis(500);

  private final WatchedWindows windows;
  private final boolean withMatrix;
  private final Screen screen;
  private final InstantSource clock;
  private Instant drawnAt = Instant.EPOCH;
  private long left;

  /**
   * @param max how many records at the most, 1 or more
   */
  WindowScreen(
      WatchedWindows windows, boolean withMatrix, long max, Screen screen, InstantSource clock) {
    this.windows = windows;
    this.withMatrix = withMatrix;
    this.screen = screen;
    this.clock = clock;
    this.left = max;
  }

  @Override
  public boolean add(MetricsWindow window) {
    windows.add(window);
    left--;
    return pause();
  }

  @Override
  public boolean pause() {
    Instant now = clock.instant();
    if (!now.isBefore(drawnAt.plus(REDRAW))) {
      drawnAt = now;
      draw();
    }
    return left > 0;
  }

  private void draw() {
    int lines = Math.max(1, screen.rows() - 1); // the last message stays above the frame
    screen.show(WindowFrame.of(windows, withMatrix, screen.columns(), lines));
  }

  /** What it has come to stays. */
  @Override
  public void end() {
    draw();
    screen.leave();
  }
}
