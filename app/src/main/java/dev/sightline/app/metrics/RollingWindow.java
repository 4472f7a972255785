package dev.sightline.app.metrics;

import dev.sightline.schemas.MetricsWindow;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The newest full window of a series, and the one that was it before. Windows overlap: of those
 * that hold the latest images the one that ends first reaches back the furthest, and that is the
 * newest full one. For one thread.
 */
public final class RollingWindow {
  private final long fewestLabels;
  private final TreeMap<Instant, MetricsWindow> byStart = new TreeMap<>();
  private Instant newest;
  private Instant before;

  /**
   * @param fewestLabels of which an accuracy says something
   */
  public RollingWindow(long fewestLabels) {
    this.fewestLabels = fewestLabels;
  }

  /**
   * Takes a window in, as it is now.
   *
   * @return the window that was the newest full one until this one came, if it is no more
   */
  public Optional<MetricsWindow> add(MetricsWindow window) {
    byStart.put(window.getWindowStart(), window);
    Instant latest = byStart.lastKey();
    Instant found =
        byStart.values().stream()
            .filter(each -> each.getWindowEnd().isAfter(latest))
            .findFirst()
            .orElseThrow()
            .getWindowStart();
    if (newest == null || !found.isAfter(newest)) {
      newest = found;
      return Optional.empty();
    }
    before = newest;
    newest = found;
    byStart.headMap(before).clear();
    return Optional.of(byStart.get(before));
  }

  boolean isEmpty() {
    return newest == null;
  }

  /** The newest full one; there must be one. */
  public MetricsWindow newest() {
    return byStart.get(newest);
  }

  /** How much the accuracy has changed since the window before; empty where one has none. */
  OptionalDouble change() {
    MetricsWindow earlier = before == null ? null : byStart.get(before);
    return earlier == null || !tells(earlier) || !tells(newest())
        ? OptionalDouble.empty()
        : OptionalDouble.of(newest().getAccuracy() - earlier.getAccuracy());
  }

  private boolean tells(MetricsWindow window) {
    return window.getAccuracy() != null && window.getLabelled() >= fewestLabels;
  }
}
