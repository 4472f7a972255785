package dev.sightline.evaluation.drift.sequential;

import java.util.ArrayList;
import java.util.List;

/**
 * What an alarm about one quantity would be about: its observations since their mean left its
 * range, in stretches whose means lie ever farther outside. Of neighbours that do not, one stretch
 * is made (pool adjacent violators), so that there are few: a change of the mean begins with one of
 * them. Immutable.
 *
 * @param stretches in order; none while the mean is inside
 */
public record Sample(List<Stretch> stretches) {
  static final Sample EMPTY = new Sample(List.of());

  public Sample {
    stretches = List.copyOf(stretches);
  }

  /**
   * With a batch more. When the mean is inside the range then, what is left is that batch at most.
   */
  Sample with(Stretch batch, Range range) {
    if (batch.count() == 0) {
      return isEmpty() ? this : before().ending(last().and(batch));
    }
    Stretch whole = isEmpty() ? batch : whole().and(batch);
    boolean hasTurned = !isEmpty() && isBelow(whole(), range) != isBelow(whole, range);
    if (hasTurned || range.contains(whole.mean())) {
      return range.contains(batch.mean()) ? EMPTY : new Sample(List.of(batch));
    }
    boolean isLow = isBelow(whole, range);
    Sample before = this;
    Stretch last = batch;
    while (!before.isEmpty() && !isFarther(last, before.last(), isLow)) {
      last = before.last().and(last);
      before = before.before();
    }
    return before.ending(last);
  }

  /** With a batch more, in one stretch, wherever the mean is. */
  Sample longer(Stretch batch) {
    return new Sample(List.of(isEmpty() ? batch : whole().and(batch)));
  }

  /** All of it; there must be some. */
  Stretch whole() {
    return from(0);
  }

  /**
   * Its latest part that speaks most against one end of the range; all of it where none does.
   *
   * @param isLow against the lower end, and not the upper one
   */
  Stretch strongest(Range range, boolean isLow) {
    Stretch strongest = whole();
    double most = 0;
    for (int i = 0; i < stretches.size(); i++) {
      Stretch part = from(i);
      boolean isOutside = isLow ? part.mean() < range.lowest() : part.mean() > range.highest();
      double against = isOutside ? part.against(isLow ? range.lowest() : range.highest()) : 0;
      if (against > most) {
        most = against;
        strongest = part;
      }
    }
    return strongest;
  }

  boolean isEmpty() {
    return stretches.isEmpty();
  }

  private static boolean isBelow(Stretch stretch, Range range) {
    return stretch.mean() < range.lowest();
  }

  private static boolean isFarther(Stretch one, Stretch other, boolean isLow) {
    return isLow ? one.mean() < other.mean() : one.mean() > other.mean();
  }

  private Stretch from(int first) {
    return stretches.subList(first, stretches.size()).stream().reduce(Stretch::and).orElseThrow();
  }

  private Stretch last() {
    return stretches.get(stretches.size() - 1);
  }

  private Sample before() {
    return new Sample(stretches.subList(0, stretches.size() - 1));
  }

  private Sample ending(Stretch last) {
    List<Stretch> all = new ArrayList<>(stretches);
    all.add(last);
    return new Sample(all);
  }
}
