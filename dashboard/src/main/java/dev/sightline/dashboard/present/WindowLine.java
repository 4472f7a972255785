package dev.sightline.dashboard.present;

import dev.sightline.schemas.MetricsWindow;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The windows of one series: a point for each, and the whole records of those from the newest full
 * one on. Windows overlap: of those that hold the latest images the one that ends first reaches
 * back the furthest, and that is the newest full one. For one thread.
 *
 * <p>Of many classes, only so many whole records are kept as have {@value #MOST_WHOLE_CLASSES}
 * classes together, the earliest.
 */
final class WindowLine {
  private static final int MOST_WHOLE_CLASSES = 40_000;

  private final long lengthMs;
  private final TreeMap<Long, WindowPoint> points = new TreeMap<>();
  private final TreeMap<Long, MetricsWindow> whole = new TreeMap<>();
  private long changedAt;

  /**
   * @param lengthMs of each window
   */
  WindowLine(long lengthMs) {
    this.lengthMs = lengthMs;
  }

  void add(MetricsWindow window, long change, int mostPoints) {
    long start = window.getWindowStart().toEpochMilli();
    points.put(start, WindowPoint.of(window, change));
    while (points.size() > mostPoints) {
      points.pollFirstEntry();
    }
    changedAt = change;
    whole.put(start, window);
    whole.headMap(newestFullStart()).clear();
    while (whole.size() > 1 && wholeClasses() > MOST_WHOLE_CLASSES) {
      whole.pollLastEntry();
    }
  }

  /** The start of the newest full window; there must be any. */
  private long newestFullStart() {
    return points.higherKey(points.lastKey() - lengthMs);
  }

  /** Classes in all records that are kept whole. */
  int wholeClasses() {
    return whole.values().stream().mapToInt(each -> each.getLabels().size()).sum();
  }

  /** Keeps no record whole any more, until the next one comes. */
  void forgetWhole() {
    whole.clear();
  }

  /** The newest full window, unless it was forgotten. */
  Optional<MetricsWindow> newestFull() {
    return points.isEmpty() ? Optional.empty() : Optional.ofNullable(whole.get(newestFullStart()));
  }

  /** The points of the full windows, in order: those that the newest full one ends. */
  List<WindowPoint> fullPoints() {
    return points.isEmpty()
        ? List.of()
        : List.copyOf(points.headMap(newestFullStart(), true).values());
  }

  /**
   * The latest images up to a window's end that have so many labels.
   *
   * @param start of the window
   * @return empty when the window is not known
   */
  Optional<LatestLabels> latestLabels(long start, long wanted) {
    return points.containsKey(start)
        ? Optional.of(LatestLabels.of(points, start, start == newestFullStart(), lengthMs, wanted))
        : Optional.empty();
  }

  long changedAt() {
    return changedAt;
  }

  int size() {
    return points.size();
  }
}
