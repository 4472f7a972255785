package dev.sightline.app.metrics;

import dev.sightline.schemas.MetricsWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/** The newest full window of every series. For one thread. */
final class WatchedWindows {
  private final Map<Series, RollingWindow> bySeries = new TreeMap<>();
  private final Function<MetricsWindow, OptionalDouble> heldOut;

  /**
   * @param heldOut the accuracy of a window's model version on held-out images
   */
  WatchedWindows(Function<MetricsWindow, OptionalDouble> heldOut) {
    this.heldOut = heldOut;
  }

  /**
   * Takes a window in, as it is now.
   *
   * @return the window of its series that has passed with it, if one has
   */
  Optional<WatchedWindow> add(MetricsWindow window) {
    RollingWindow rolling = bySeries.computeIfAbsent(Series.of(window), any -> new RollingWindow());
    OptionalDouble change = rolling.isEmpty() ? OptionalDouble.empty() : rolling.change();
    return rolling.add(window).map(passed -> watched(passed, change));
  }

  /** The newest of each series, in order. */
  List<WatchedWindow> newest() {
    return bySeries.values().stream()
        .map(rolling -> watched(rolling.newest(), rolling.change()))
        .toList();
  }

  private WatchedWindow watched(MetricsWindow window, OptionalDouble change) {
    return new WatchedWindow(window, change, heldOut.apply(window));
  }
}
