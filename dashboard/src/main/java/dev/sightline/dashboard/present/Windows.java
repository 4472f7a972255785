package dev.sightline.dashboard.present;

import dev.sightline.schemas.MetricsWindow;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The windows of the metrics topic by series. Safe for many threads.
 *
 * <p>Memory: at most {@value #MOST_POINTS} points a series, a day of windows of the default
 * advance, and {@value #MOST_IN_ALL} in all, some 20 MB: beyond that the series that has not
 * changed for the longest time is forgotten.
 */
public final class Windows {
  static final int MOST_POINTS = 2_880;
  static final int MOST_IN_ALL = 150_000;
  static final int MOST_WHOLE_CLASSES = 100_000;

  private final Changes changes;
  private final Map<Series, WindowLine> lines = new LinkedHashMap<>();
  private int points;
  private int wholeClasses;

  public Windows(Changes changes) {
    this.changes = changes;
  }

  /**
   * Takes a window in, as it is now.
   *
   * @throws dev.sightline.dashboard.feed.UnfitRecordException when it contradicts itself
   */
  public synchronized void add(MetricsWindow window) {
    WindowCheck.check(window);
    Series series = Series.of(window);
    WindowLine line = lines.computeIfAbsent(series, any -> new WindowLine(series.lengthMs()));
    points -= line.size();
    wholeClasses -= line.wholeClasses();
    line.add(window, changes.mark(Part.WINDOWS), MOST_POINTS);
    points += line.size();
    wholeClasses += line.wholeClasses();
    while (wholeClasses > MOST_WHOLE_CLASSES && forgetOldestWhole(line)) {
      // one after the other
    }
    while (points > MOST_IN_ALL && lines.size() > 1) {
      forgetOldest();
    }
  }

  /**
   * Forgets the whole records of the series that is silent for the longest; false when no other has
   * any.
   */
  private boolean forgetOldestWhole(WindowLine latest) {
    Optional<WindowLine> oldest =
        lines.values().stream()
            .filter(line -> line != latest && line.wholeClasses() > 0)
            .min(Comparator.comparingLong(WindowLine::changedAt));
    oldest.ifPresent(
        line -> {
          wholeClasses -= line.wholeClasses();
          line.forgetWhole();
        });
    return oldest.isPresent();
  }

  private void forgetOldest() {
    Series oldest =
        lines.entrySet().stream()
            .min(Comparator.comparingLong(entry -> entry.getValue().changedAt()))
            .orElseThrow()
            .getKey();
    WindowLine forgotten = lines.remove(oldest);
    points -= forgotten.size();
    wholeClasses -= forgotten.wholeClasses();
  }

  /** Every series that is known, the one that changed last first. */
  public synchronized List<Series> series() {
    return lines.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<Series, WindowLine> entry) -> entry.getValue().changedAt())
                .reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The newest full window of a series. */
  public synchronized Optional<MetricsWindow> newestFull(Series series) {
    return Optional.ofNullable(lines.get(series)).flatMap(WindowLine::newestFull);
  }

  /** Points of the full windows of a series, in order; empty when it is not known. */
  public synchronized List<WindowPoint> points(Series series) {
    WindowLine line = lines.get(series);
    return line == null ? List.of() : line.fullPoints();
  }

  /**
   * The latest images up to a window's end that have so many labels, as far as they are known.
   *
   * @param startMs of the window
   * @param wanted labels, 1 or more
   * @return empty when the window is not known
   */
  public synchronized Optional<LatestLabels> latestLabels(
      Series series, long startMs, long wanted) {
    return Optional.ofNullable(lines.get(series))
        .flatMap(line -> line.latestLabels(startMs, wanted));
  }

  /** The same for each full window of a series, in order; empty when it is not known. */
  public synchronized List<LatestLabels> latestLabels(Series series, long wanted) {
    return points(series).stream()
        .flatMap(point -> latestLabels(series, point.startMs(), wanted).stream())
        .toList();
  }
}
