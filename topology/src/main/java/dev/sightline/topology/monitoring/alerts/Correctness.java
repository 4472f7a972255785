package dev.sightline.topology.monitoring.alerts;

import dev.sightline.evaluation.drift.window.Adwin;
import dev.sightline.schemas.StoredAdwin;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * ADWIN on right and wrong, for those who know it: the accuracy of the labels since the last change
 * that it found. No alarm, as it has no proven rate of false ones. For the task's thread.
 *
 * <p>Labels come as counts between two commits, which have no order within: they are taken as if
 * right and wrong ones had come as evenly mixed as can be. So a change shows at the earliest with
 * the counts that it is in.
 */
final class Correctness {
  private static final Adwin.Settings SETTINGS = Adwin.Settings.DEFAULTS;

  private final Adwin adwin;
  private OptionalLong changedAtImage;

  private Correctness(Adwin adwin, OptionalLong changedAtImage) {
    this.adwin = adwin;
    this.changedAtImage = changedAtImage;
  }

  static Correctness start() {
    return new Correctness(new Adwin(SETTINGS), OptionalLong.empty());
  }

  /**
   * @throws IllegalArgumentException when nothing can have come there
   */
  static Correctness of(StoredAdwin stored) {
    Adwin.State state =
        new Adwin.State(
            stored.getWidth(),
            stored.getTotal(),
            stored.getSquares(),
            stored.getSeen(),
            stored.getOver(),
            stored.getLengths().stream().mapToInt(Integer::intValue).toArray(),
            stored.getTotals().stream().mapToDouble(Double::doubleValue).toArray(),
            stored.getSquaresWithin().stream().mapToDouble(Double::doubleValue).toArray());
    return new Correctness(
        Adwin.from(state, SETTINGS),
        stored.getChangedAtImage() == null
            ? OptionalLong.empty()
            : OptionalLong.of(stored.getChangedAtImage()));
  }

  StoredAdwin stored() {
    Adwin.State state = adwin.state();
    return StoredAdwin.newBuilder()
        .setWidth(state.width())
        .setTotal(state.total())
        .setSquares(state.squares())
        .setSeen(state.seen())
        .setOver(state.isOver())
        .setLengths(Arrays.stream(state.lengths()).boxed().toList())
        .setTotals(Arrays.stream(state.totals()).boxed().toList())
        .setSquaresWithin(Arrays.stream(state.squaresWithin()).boxed().toList())
        .setChangedAtImage(changedAtImage.isPresent() ? changedAtImage.getAsLong() : null)
        .build();
  }

  /**
   * Takes in first labels.
   *
   * @param hits how many of them were right
   * @param images predictions that were counted so far
   */
  void add(long hits, long labels, long images) {
    long rightSoFar = 0;
    for (long i = 1; i <= labels; i++) {
      long right = Math.multiplyExact(i, hits) / labels;
      if (adwin.add(right - rightSoFar)) {
        changedAtImage = OptionalLong.of(images);
      }
      rightSoFar = right;
    }
  }

  /** Labels since the last change. */
  long labels() {
    return adwin.width();
  }

  /** How many of these were right, in [0, 1]; NaN of none. */
  double accuracy() {
    return adwin.mean();
  }

  /**
   * Predictions that were counted when it found the last change; empty as long as it found none.
   */
  OptionalLong changedAtImage() {
    return changedAtImage;
  }
}
