package dev.sightline.app.metrics;

import dev.sightline.dashboard.present.Alerts.Alert;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.settings.LabelBounds;
import dev.sightline.dashboard.view.VersionFigures;
import dev.sightline.schemas.MetricsWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The newest full window of every series, with the figures that the dashboard has too. */
final class WatchedWindows {
  private final Map<Series, RollingWindow> bySeries = new TreeMap<>();
  private final Present present;
  private final BiConsumer<String, Integer> wanting;
  private final LabelBounds bounds;

  /**
   * @param present what is known, alarms and versions among it; gets the windows
   * @param wanting called with a model and a version before their figures are asked for
   */
  WatchedWindows(Present present, BiConsumer<String, Integer> wanting, LabelBounds bounds) {
    this.present = present;
    this.wanting = wanting;
    this.bounds = bounds;
  }

  /**
   * Takes a window in, as it is now.
   *
   * @return the window of its series that has passed with it, if one has
   * @throws dev.sightline.dashboard.feed.UnfitRecordException when it contradicts itself
   */
  Optional<WatchedWindow> add(MetricsWindow window) {
    present.windows().add(window);
    RollingWindow rolling =
        bySeries.computeIfAbsent(Series.of(window), any -> new RollingWindow(bounds.fewest()));
    OptionalDouble change = rolling.isEmpty() ? OptionalDouble.empty() : rolling.change();
    return rolling.add(window).map(passed -> watched(passed, change));
  }

  /** The newest of each series, in order. */
  List<WatchedWindow> newest() {
    return bySeries.values().stream()
        .map(rolling -> watched(rolling.newest(), rolling.change()))
        .toList();
  }

  /** The figures of a window that was taken in. */
  VersionFigures figures(MetricsWindow window) {
    wanting.accept(window.getModelName(), window.getModelVersion());
    return VersionFigures.of(present, window, bounds);
  }

  /** The alarms that stand, of all versions, the one that was told last first. */
  List<Alert> alarms() {
    return present.alerts().raised();
  }

  /** How many labels the figures want. */
  LabelBounds bounds() {
    return bounds;
  }

  private WatchedWindow watched(MetricsWindow window, OptionalDouble change) {
    return new WatchedWindow(window, change, figures(window));
  }
}
