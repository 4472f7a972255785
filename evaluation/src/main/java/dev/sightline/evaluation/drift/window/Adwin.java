package dev.sightline.evaluation.drift.window;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * ADWIN: a window that grows while the mean stays, and drops what is oldest when two parts of it
 * differ. Its memory grows with the logarithm of the window. An accumulator for one thread.
 *
 * <p>The window is cut wherever |μ₀ − μ₁| > √(2·m·σ²·δ′) + ⅔·δ′·m, where δ′ = ln(2·ln W/δ) and m =
 * 1/(n₀ − s + 1) + 1/(n₁ − s + 1) for parts of at least s observations. It agrees with river's
 * (0.26) to the observation, its ways included: it looks at every 32nd observation only, and starts
 * anew with the observation behind a cut, where the paper goes on with what is left of the window.
 *
 * @see <a href="https://doi.org/10.1137/1.9781611972771.42">Bifet and Gavaldà, Learning from
 *     Time-Changing Data with Adaptive Windowing, 2007</a>
 */
public final class Adwin {
  private final Settings settings;
  private final List<BucketRow> rows = new ArrayList<>();
  private double total;
  private double squares;
  private long width;
  private long seen;
  private boolean isOver;

  /**
   * How it looks.
   *
   * @param delta how often it may cut without need, in (0, 1)
   * @param clock it looks at each observation whose number this divides, 1 or more
   * @param grace the window that is not looked at yet
   * @param bucketsPerRow how many buckets of a size there are before two of them become one, 2 or
   *     more
   * @param leastPart the smallest part, 1 or more
   */
  public record Settings(double delta, int clock, int grace, int bucketsPerRow, int leastPart) {
    /** river's. */
    public static final Settings DEFAULTS = new Settings(0.002, 32, 10, 5, 5);

    /**
     * @throws IllegalArgumentException when one is outside its range
     */
    public Settings {
      if (!(delta > 0 && delta < 1) || clock < 1 || bucketsPerRow < 2 || leastPart < 1) {
        throw new IllegalArgumentException(
            "expected a delta in (0, 1), a clock and a part of 1 or more and 2 buckets a row or"
                + " more, found %s, %d, %d and %d"
                    .formatted(delta, clock, leastPart, bucketsPerRow));
      }
    }
  }

  /**
   * All that it remembers, to go on from. Not to be changed.
   *
   * @param width observations in the window
   * @param total their sum
   * @param squares the sum of their squared distances from their mean
   * @param seen observations since it started anew
   * @param isOver whether the last one cut the window, so that it starts anew with the next
   * @param lengths buckets of each size, 1 first and then twice as many observations each time
   * @param totals the sums of all buckets, size by size, the oldest of a size first
   * @param squaresWithin the squared distances within each from its mean
   */
  public record State(
      long width,
      double total,
      double squares,
      long seen,
      boolean isOver,
      int[] lengths,
      double[] totals,
      double[] squaresWithin) {}

  public Adwin(Settings settings) {
    this.settings = settings;
    restart();
  }

  /**
   * One that goes on where another, of the same settings, was.
   *
   * @throws IllegalArgumentException when nothing of these settings can have come there
   */
  public static Adwin from(State state, Settings settings) {
    Adwin adwin = new Adwin(settings);
    adwin.rows.clear();
    int next = 0;
    long width = 0;
    for (int i = 0; i < state.lengths.length; i++) {
      int length = state.lengths[i];
      if (length < 0 || length > settings.bucketsPerRow() || next + length > state.totals.length) {
        throw new IllegalArgumentException(
            "expected 0 to %d buckets of a size, found %d and the sums of %d in all"
                .formatted(settings.bucketsPerRow(), length, state.totals.length));
      }
      BucketRow row = new BucketRow(settings.bucketsPerRow());
      for (int k = 0; k < length; k++, next++) {
        row.add(state.totals[next], state.squaresWithin[next]);
      }
      adwin.rows.add(row);
      width += length * (long) sizeOf(i);
    }
    if (width != state.width || next != state.totals.length || adwin.rows.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a window of as many observations as are in its buckets, found %d and %d"
              .formatted(state.width, width));
    }
    adwin.width = state.width;
    adwin.total = state.total;
    adwin.squares = state.squares;
    adwin.seen = state.seen;
    adwin.isOver = state.isOver;
    return adwin;
  }

  /** All that it remembers: for 40 million observations some 2 KB. */
  public State state() {
    int[] lengths = rows.stream().mapToInt(BucketRow::length).toArray();
    double[] totals = new double[IntStream.of(lengths).sum()];
    double[] within = new double[totals.length];
    int next = 0;
    for (BucketRow row : rows) {
      for (int k = 0; k < row.length(); k++, next++) {
        totals[next] = row.total(k);
        within[next] = row.squares(k);
      }
    }
    return new State(width, total, squares, seen, isOver, lengths, totals, within);
  }

  private void restart() {
    rows.clear();
    rows.add(new BucketRow(settings.bucketsPerRow()));
    total = 0;
    squares = 0;
    width = 0;
    seen = 0;
    isOver = false;
  }

  /**
   * Takes in an observation.
   *
   * @return whether the window was cut
   * @throws IllegalArgumentException when it is not finite
   */
  public boolean add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("expected a finite observation, found " + value);
    }
    if (isOver) {
      restart();
    }
    insert(value);
    merge();
    seen++;
    if (seen % settings.clock() != 0 || width <= settings.grace()) {
      return false;
    }
    while (isToBeCut()) {
      dropOldest();
      isOver = true;
    }
    return isOver;
  }

  /** Observations in the window; behind a cut, those that are left of it. */
  public long width() {
    return width;
  }

  /** The mean of the window; NaN of none. */
  public double mean() {
    return total / width;
  }

  private void insert(double value) {
    rows.get(0).add(value, 0);
    if (width > 0) {
      double off = value - total / width;
      squares += width * off * off / (width + 1);
    }
    width++;
    total += value;
  }

  /** Of a row that is too long, the two oldest become one of the next. */
  private void merge() {
    for (int i = 0; rows.get(i).isTooLong(); i++) {
      if (i + 1 == rows.size()) {
        rows.add(new BucketRow(settings.bucketsPerRow()));
      }
      BucketRow row = rows.get(i);
      double size = sizeOf(i);
      double off = row.total(0) / size - row.total(1) / size;
      rows.get(i + 1)
          .add(
              row.total(0) + row.total(1),
              row.squares(0) + row.squares(1) + size * size * off * off / (size + size));
      row.removeOldest(2);
    }
  }

  private static double sizeOf(int row) {
    return Math.scalb(1.0, row);
  }

  private boolean isToBeCut() {
    double older = 0;
    double olderTotal = 0;
    for (int i = rows.size() - 1; i >= 0; i--) {
      BucketRow row = rows.get(i);
      for (int k = 0; k < row.length(); k++) {
        older += sizeOf(i);
        olderTotal += row.total(k);
        if (differ(older, olderTotal, width - older, total - olderTotal)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean differ(double older, double olderTotal, double younger, double youngerTotal) {
    if (older < settings.leastPart() || younger < settings.leastPart()) {
      return false;
    }
    double rare = Math.log(2 * Math.log(width) / settings.delta());
    double m = 1 / (older - settings.leastPart() + 1) + 1 / (younger - settings.leastPart() + 1);
    double variance = squares / width;
    double most = Math.sqrt(2 * m * variance * rare) + 2.0 / 3 * rare * m;
    return Math.abs(olderTotal / older - youngerTotal / younger) > most;
  }

  private void dropOldest() {
    BucketRow last = rows.get(rows.size() - 1);
    double size = sizeOf(rows.size() - 1);
    double dropped = last.total(0);
    width -= (long) size;
    total -= dropped;
    double off = dropped / size - total / width;
    squares -= last.squares(0) + size * width * off * off / (size + width);
    last.removeOldest(1);
    if (last.length() == 0) {
      rows.remove(rows.size() - 1);
    }
  }
}
