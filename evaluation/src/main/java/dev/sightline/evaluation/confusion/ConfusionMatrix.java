package dev.sightline.evaluation.confusion;

import dev.sightline.evaluation.arithmetic.Quotient;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Counts of images by actual and predicted class: rows actual, columns predicted.
 *
 * <p>Classes are addressed by their position in {@link #labels()}. No count is ever negative. An
 * accumulator for one thread.
 */
public final class ConfusionMatrix {
  private final List<String> labels;
  private final Map<String, Integer> indexByLabel = new HashMap<>();
  private final long[] counts;

  /** An empty matrix over distinct class names. */
  public ConfusionMatrix(List<String> labels) {
    this(labels, new long[labels.size() * labels.size()]);
  }

  /**
   * A matrix with counts.
   *
   * @param rowMajor classes x classes counts, row by row; copied
   * @throws IllegalArgumentException on a repeated label, a wrong size or a negative count
   */
  public ConfusionMatrix(List<String> labels, long[] rowMajor) {
    this.labels = List.copyOf(labels);
    this.counts = rowMajor.clone();
    for (int i = 0; i < labels.size(); i++) {
      if (indexByLabel.put(labels.get(i), i) != null) {
        throw new IllegalArgumentException("label '" + labels.get(i) + "' stands twice");
      }
    }
    if (counts.length != labels.size() * labels.size()) {
      throw new IllegalArgumentException(
          "expected %d x %d counts, found %d"
              .formatted(labels.size(), labels.size(), counts.length));
    }
    if (Arrays.stream(counts).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("negative count in " + Arrays.toString(counts));
    }
  }

  public List<String> labels() {
    return labels;
  }

  /** The position of a class, empty when the matrix does not have it. */
  public OptionalInt indexOf(String label) {
    Integer index = indexByLabel.get(label);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** Adds one image. */
  public void add(int actual, int predicted) {
    add(actual, predicted, 1);
  }

  /**
   * Adds images to a cell, or takes them back with a negative change.
   *
   * @throws IllegalArgumentException when the cell would become negative; it is left as it was
   */
  public void add(int actual, int predicted, long change) {
    int cell = cell(actual, predicted);
    long count = Math.addExact(counts[cell], change);
    if (count < 0) {
      throw new IllegalArgumentException(
          "cell (%s, %s) holds %d, can't take %d back"
              .formatted(labels.get(actual), labels.get(predicted), counts[cell], -change));
    }
    counts[cell] = count;
  }

  /**
   * The sum of both, as a new matrix.
   *
   * @throws IllegalArgumentException when the labels differ
   */
  public ConfusionMatrix plus(ConfusionMatrix other) {
    if (!labels.equals(other.labels)) {
      throw new IllegalArgumentException(
          "can't add matrices over " + labels + " and " + other.labels);
    }
    ConfusionMatrix sum = new ConfusionMatrix(labels, counts);
    Arrays.setAll(sum.counts, i -> Math.addExact(counts[i], other.counts[i]));
    return sum;
  }

  public long count(int actual, int predicted) {
    return counts[cell(actual, predicted)];
  }

  /** The counts row by row, as a copy. */
  public long[] rowMajor() {
    return counts.clone();
  }

  /** The counts as a list of rows, each a list of columns, as a copy. */
  public List<List<Long>> rows() {
    return IntStream.range(0, labels.size()).mapToObj(this::row).toList();
  }

  private List<Long> row(int actual) {
    int first = actual * labels.size();
    return Arrays.stream(counts, first, first + labels.size()).boxed().toList();
  }

  /** {@code labels}, a list of names, and {@code matrix}, the {@link #rows()}, in this order. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("labels", labels);
    map.put("matrix", rows());
    return map;
  }

  /** Images that are actually of this class: the sum of its row. */
  public long support(int actual) {
    long sum = 0;
    for (int predicted = 0; predicted < labels.size(); predicted++) {
      sum += count(actual, predicted);
    }
    return sum;
  }

  /** Images that were predicted to be of this class: the sum of its column. */
  public long predicted(int predicted) {
    long sum = 0;
    for (int actual = 0; actual < labels.size(); actual++) {
      sum += count(actual, predicted);
    }
    return sum;
  }

  /** All images. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /** Images on the diagonal. */
  public long correct() {
    long sum = 0;
    for (int i = 0; i < labels.size(); i++) {
      sum += count(i, i);
    }
    return sum;
  }

  /** correct / total; empty without images. */
  public OptionalDouble accuracy() {
    return Quotient.of(correct(), total());
  }

  private int cell(int actual, int predicted) {
    if (actual < 0 || actual >= labels.size() || predicted < 0 || predicted >= labels.size()) {
      throw new IndexOutOfBoundsException(
          "no cell (%d, %d) among %d classes".formatted(actual, predicted, labels.size()));
    }
    return actual * labels.size() + predicted;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix matrix
        && labels.equals(matrix.labels)
        && Arrays.equals(counts, matrix.counts);
  }

  @Override
  public int hashCode() {
    return 31 * labels.hashCode() + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return ConfusionMatrixText.of(this);
  }
}
