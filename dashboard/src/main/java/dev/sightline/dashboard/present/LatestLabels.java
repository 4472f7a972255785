package dev.sightline.dashboard.present;

import dev.sightline.evaluation.comparison.ConfidenceInterval;
import java.util.Map;
import java.util.NavigableMap;

/**
 * A rolling window by count: the fewest of a version's latest images, in whole windows, that have
 * as many labels as are asked for. Where all that are known have fewer, it is all of them.
 *
 * <p>Windows overlap, so those are taken that do not: of the newest images the shortest window that
 * has enough, and where even the full one has too few, full windows before it, end to start. No
 * image between them is left out: a window that holds it would be there. So the counts are exact,
 * and what is asked for is exceeded by less than the images of one window's advance, or of one
 * window where it takes several.
 *
 * @param startMs inclusive
 * @param endMs exclusive
 * @param predictions in all
 * @param labelled of these, how many have a label
 * @param correct of those
 * @param change the number of the last change in it, of {@link Changes}
 */
public record LatestLabels(
    long startMs, long endMs, long predictions, long labelled, long correct, long change) {

  /**
   * That of a full window and what is before it.
   *
   * @param points of one series by their starts
   * @param full the full window that is the last one: its start
   * @param newest whether no image is later than this window, so that those that start later are
   *     parts of it
   * @param lengthMs of each window
   */
  static LatestLabels of(
      NavigableMap<Long, WindowPoint> points,
      long full,
      boolean newest,
      long lengthMs,
      long wanted) {
    long endMs = points.get(full).endMs();
    LatestLabels none = new LatestLabels(endMs, endMs, 0, 0, 0, 0);
    if (newest) {
      for (WindowPoint part : points.tailMap(full, false).descendingMap().values()) {
        if (part.labelled() >= wanted) {
          return none.with(part);
        }
      }
    }
    LatestLabels sum = none;
    Map.Entry<Long, WindowPoint> next = points.floorEntry(full);
    while (next != null && sum.labelled < wanted) {
      sum = sum.with(next.getValue());
      next = points.floorEntry(sum.startMs - lengthMs);
    }
    return sum;
  }

  private LatestLabels with(WindowPoint before) {
    return new LatestLabels(
        before.startMs(),
        endMs,
        predictions + before.predictions(),
        labelled + before.labelled(),
        correct + before.correct(),
        Math.max(change, before.change()));
  }

  /** The accuracy's 95% Wilson band. */
  public ConfidenceInterval band() {
    return ConfidenceInterval.wilson(correct, labelled, WindowPoint.LEVEL);
  }
}
