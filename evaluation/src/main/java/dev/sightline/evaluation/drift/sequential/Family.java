package dev.sightline.evaluation.drift.sequential;

import dev.sightline.evaluation.drift.sequential.Bound.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * The e-detector of several quantities that are watched together and share one rate of false
 * alarms: the shares of all classes, or one accuracy alone. A definition, immutable; what changes
 * is an array of numbers, kept elsewhere.
 *
 * <p>Each quantity has a detector for each end of its range that its mean can leave. Together they
 * are a detector again: their mean, where each sees every observation, and their sum, where each
 * observation is of one quantity only. Either way the evidence, less the number of observations, is
 * a supermartingale while all means are in their ranges.
 */
public final class Family {
  private final Sharing sharing;
  private final List<Range> ranges;
  private final List<Watch> watches = new ArrayList<>();
  private final double weight;
  private int size;

  /** What an observation is of. */
  public enum Sharing {
    /** Of every quantity: a class that comes is one that the others are not. */
    EVERY_QUANTITY,
    /** Of one quantity: the recall of a class is seen on images of that class alone. */
    ONE_QUANTITY
  }

  /** One end of a range. */
  private record Watch(int quantity, Side side, BoundDetector detector, int from) {}

  /**
   * What a look has found.
   *
   * @param numbers to be kept for the next look
   * @param evidence that a mean has left its range, 0 or more, may be infinite
   * @param quantity the one with the most evidence, from 0 on; 0 where there is none
   * @param isLow whether that is evidence that it lies below its range, and not above
   */
  record Look(double[] numbers, double evidence, int quantity, boolean isLow) {}

  /**
   * @param ranges one a quantity, at least one
   * @throws IllegalArgumentException when there is none
   */
  public Family(Sharing sharing, List<Range> ranges, Bets bets) {
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("expected a quantity to watch, found none");
    }
    this.sharing = sharing;
    this.ranges = List.copyOf(ranges);
    for (int i = 0; i < ranges.size(); i++) {
      watch(i, new Bound(Side.AT_LEAST, ranges.get(i).lowest()), bets);
      watch(i, new Bound(Side.AT_MOST, ranges.get(i).highest()), bets);
    }
    this.weight = 1.0 / (sharing == Sharing.EVERY_QUANTITY ? watches.size() : endsOfOne());
  }

  private void watch(int quantity, Bound bound, Bets bets) {
    if (bound.canFail()) {
      BoundDetector detector = new BoundDetector(bound, bets);
      watches.add(new Watch(quantity, bound.side(), detector, size));
      size += detector.size();
    }
  }

  /** Each observation is seen by as many detectors as its quantity has, at the most. */
  private long endsOfOne() {
    return ranges.stream()
        .mapToLong(range -> (range.lowest() > 0 ? 1 : 0) + (range.highest() < 1 ? 1 : 0))
        .max()
        .orElse(1);
  }

  /** The quantities' ranges, in order. */
  public List<Range> ranges() {
    return ranges;
  }

  /** How many numbers are kept. */
  public int size() {
    return size;
  }

  /**
   * Takes in a batch of each quantity.
   *
   * @param kept what the look before has left; all 0 at the start; not changed
   * @throws IllegalArgumentException when there are not as many batches or numbers as there must be
   */
  Look look(double[] kept, List<Batch> batches) {
    if (kept.length != size || batches.size() != ranges.size()) {
      throw new IllegalArgumentException(
          "expected %d numbers and %d batches, found %d and %d"
              .formatted(size, ranges.size(), kept.length, batches.size()));
    }
    double[] numbers = kept.clone();
    double sum = 0;
    double most = -1;
    Look strongest = new Look(numbers, 0, 0, false);
    for (Watch watch : watches) {
      double evidence =
          weight * watch.detector.look(numbers, watch.from, batches.get(watch.quantity));
      sum += evidence;
      if (evidence > most) {
        most = evidence;
        strongest = new Look(numbers, evidence, watch.quantity, watch.side == Side.AT_LEAST);
      }
    }
    return new Look(numbers, sum, strongest.quantity(), strongest.isLow());
  }

  /** How many observations some batches are. */
  long observations(List<Batch> batches) {
    return sharing == Sharing.EVERY_QUANTITY
        ? batches.get(0).total()
        : batches.stream().mapToLong(Batch::total).sum();
  }
}
