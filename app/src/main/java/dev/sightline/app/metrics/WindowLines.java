package dev.sightline.app.metrics;

import dev.sightline.app.follow.RecordView;
import dev.sightline.schemas.MetricsWindow;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * A line a window, for logs and pipes: when the next one has taken its place, or nothing has
 * changed for some seconds, and once more when its figures have changed since. For one thread.
 */
final class WindowLines implements RecordView<MetricsWindow> {
  private static final Duration QUIET = Duration.ofSeconds(3);

  private final WatchedWindows windows;
  private final boolean withMatrix;
  private final PrintWriter out;
  private final InstantSource clock;
  private final Map<Series, String> printed = new HashMap<>();
  private Instant changedAt;
  private long left;

  /**
   * @param max how many lines at the most, 1 or more
   */
  WindowLines(
      WatchedWindows windows, boolean withMatrix, long max, PrintWriter out, InstantSource clock) {
    this.windows = windows;
    this.withMatrix = withMatrix;
    this.out = out;
    this.clock = clock;
    this.left = max;
  }

  @Override
  public boolean add(MetricsWindow window) {
    changedAt = clock.instant();
    windows.add(window).ifPresent(this::print);
    return goOn();
  }

  @Override
  public boolean pause() {
    if (changedAt != null && !clock.instant().isBefore(changedAt.plus(QUIET))) {
      end();
    }
    return goOn();
  }

  @Override
  public void end() {
    changedAt = null;
    windows.newest().forEach(this::print);
  }

  private void print(WatchedWindow watched) {
    String line = WindowText.line(watched, windows.bounds().latest());
    String before = printed.put(Series.of(watched.window()), line);
    if (left > 0 && !line.equals(before)) {
      left--;
      out.println(line);
      if (withMatrix) {
        out.println(WindowMatrixText.of(watched.window()));
      }
    }
  }

  private boolean goOn() {
    return left > 0 && !out.checkError();
  }
}
