package dev.sightline.dashboard.present;

import dev.sightline.schemas.MetricsWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The windows of one series: a point for each, and the whole records of those from the newest full
 * one on. Windows overlap: of those that hold the latest images the one that ends first reaches
 * back the furthest, and that is the newest full one. For one thread.
 *
 * <p>Whole records of more than {@value #MAX_WHOLE_CLASSES} classes in all are not kept but for the
 * earliest: the newest full one is among these.
 */
final class WindowLine {
  private static final int MAX_WHOLE_CLASSES = 40_000;

  private final TreeMap<Long, WindowPoint> points = new TreeMap<>();
  private final TreeMap<Instant, MetricsWindow> whole = new TreeMap<>();
  private Instant latest = Instant.MIN;
  private long changedAt;

  void add(MetricsWindow window, long change, int mostPoints) {
    points.put(window.getWindowStart().toEpochMilli(), WindowPoint.of(window, change));
    while (points.size() > mostPoints) {
      points.pollFirstEntry();
    }
    if (window.getWindowStart().isAfter(latest)) {
      latest = window.getWindowStart();
    }
    changedAt = change;
    if (window.getWindowEnd().isAfter(latest)) {
      whole.put(window.getWindowStart(), window);
    }
    whole.values().removeIf(each -> !each.getWindowEnd().isAfter(latest));
    while (whole.size() > 1 && classes() > MAX_WHOLE_CLASSES) {
      whole.pollLastEntry();
    }
  }

  private int classes() {
    return whole.values().stream().mapToInt(each -> each.getLabels().size()).sum();
  }

  Optional<MetricsWindow> newestFull() {
    return whole.isEmpty() ? Optional.empty() : Optional.of(whole.firstEntry().getValue());
  }

  /** The points of the full windows, those that the newest full one ends, in order. */
  List<WindowPoint> fullPoints() {
    long last =
        newestFull().map(each -> each.getWindowStart().toEpochMilli()).orElse(Long.MIN_VALUE);
    return List.copyOf(points.headMap(last, true).values());
  }

  long changedAt() {
    return changedAt;
  }

  int size() {
    return points.size();
  }
}
