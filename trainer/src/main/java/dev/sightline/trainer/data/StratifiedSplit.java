package dev.sightline.trainer.data;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Examples parted in two, each class in proportion to its size.
 *
 * @param taken indices of those that were drawn, ascending
 * @param rest indices of the others, ascending
 */
record StratifiedSplit(int[] taken, int[] rest) {

  /**
   * Draws examples: of each class so many as its number of examples wins seats by the method of
   * Sainte-Laguë (1910), one seat each beforehand; among those of a class, each with the same
   * chance. Classes without examples stay without.
   *
   * @param labels class index of each example
   * @param classes their number
   * @param take how many examples are drawn
   * @param purpose what they are drawn for, for messages: {@code validation}
   * @throws DataSetException when there are fewer than one for each class, or not fewer than there
   *     are
   * @throws IllegalArgumentException when {@code take} is not positive
   */
  static StratifiedSplit of(int[] labels, int classes, int take, long seed, String purpose) {
    int[] counts = counts(labels, classes);
    int[] seats = seats(counts, take, purpose);
    BitSet taken = new BitSet(labels.length);
    SplittableRandom random = new SplittableRandom(seed);
    for (int label = 0; label < counts.length; label++) {
      draw(indices(labels, label), seats[label], random, taken);
    }
    BitSet rest = new BitSet(labels.length);
    rest.set(0, labels.length);
    rest.andNot(taken);
    return new StratifiedSplit(taken.stream().toArray(), rest.stream().toArray());
  }

  private static int[] counts(int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** A class all of whose examples were drawn, if there is one. */
  OptionalInt drawnWhole(int[] labels, int classes) {
    int[] all = counts(labels, classes);
    int[] drawn = counts(IntStream.of(taken).map(index -> labels[index]).toArray(), classes);
    return IntStream.range(0, classes)
        .filter(label -> all[label] > 0 && drawn[label] == all[label])
        .findFirst();
  }

  private static int[] seats(int[] counts, int take, String purpose) {
    if (take < 1) {
      throw new IllegalArgumentException("cannot draw " + take + " examples");
    }
    int[] seats = new int[counts.length];
    int left = take;
    for (int label = 0; label < counts.length; label++) {
      seats[label] = counts[label] > 0 ? 1 : 0;
      left -= seats[label];
    }
    if (left < 0) {
      throw new DataSetException(
          "%d %s images are fewer than one for each of %d classes"
              .formatted(take, purpose, take - left));
    }
    if (take >= IntStream.of(counts).sum()) {
      throw new DataSetException(
          "%d images for %s are not fewer than the %d training images"
              .formatted(take, purpose, IntStream.of(counts).sum()));
    }
    for (; left > 0; left--) {
      seats[next(counts, seats)]++;
    }
    return seats;
  }

  /** The class with the highest quotient, count / (2 seats + 1), the first of equals. */
  private static int next(int[] counts, int[] seats) {
    int best = 0;
    for (int label = 1; label < counts.length; label++) {
      long quotient = counts[label] * (2L * seats[best] + 1);
      if (quotient > counts[best] * (2L * seats[label] + 1)) {
        best = label;
      }
    }
    return best;
  }

  private static int[] indices(int[] labels, int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
  }

  /** The first steps of Fisher and Yates's shuffle. */
  private static void draw(int[] indices, int count, SplittableRandom random, BitSet taken) {
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i, indices.length);
      taken.set(indices[j]);
      indices[j] = indices[i];
    }
  }
}
