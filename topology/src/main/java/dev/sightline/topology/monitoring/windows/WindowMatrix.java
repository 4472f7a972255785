package dev.sightline.topology.monitoring.windows;

import dev.sightline.evaluation.confusion.ClassScores;
import dev.sightline.schemas.WindowCell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The confusion matrix of a window by its cells that are not zero, and the sums of its rows and
 * columns: rows actual, columns predicted. Its size is that of what was labelled, not the square of
 * the classes. Immutable.
 */
final class WindowMatrix {
  private static final Comparator<WindowCell> LARGEST_FIRST =
      Comparator.comparingLong(WindowCell::getCount)
          .reversed()
          .thenComparingInt(WindowCell::getActual)
          .thenComparingInt(WindowCell::getPredicted);

  /** A cell's place in the matrix. */
  private record Place(int actual, int predicted) {}

  private final WindowClasses classes;
  private final Map<Place, Long> cells = new HashMap<>();
  private final long[] hits;
  private final long[] predicted;
  private final long[] support;

  /**
   * The matrix of a window's counts. A cell can be below zero where a label was counted under a
   * shared name and corrected under its own: the shared cell has it too many then, and gives it up.
   */
  WindowMatrix(WindowClasses classes, Counts counts) {
    this.classes = classes;
    counts.cells().forEach((cell, count) -> cells.merge(placeOf(cell), count, Long::sum));
    List.copyOf(cells.entrySet()).stream()
        .filter(cell -> cell.getValue() < 0)
        .forEach(cell -> takeFromShared(cell.getKey(), -cell.getValue()));
    cells.values().removeIf(count -> count <= 0);

    int size = classes.names().size();
    hits = new long[size];
    predicted = new long[size];
    support = new long[size];
    cells.forEach(this::addToSums);
  }

  private Place placeOf(Counts.Cell cell) {
    return new Place(
        classes.indexOf(classes.actual(cell)),
        classes.indexOf(classes.predicted(cell.predicted())));
  }

  private void takeFromShared(Place below, long tooMany) {
    String shared =
        below.actual == below.predicted ? WindowClasses.OTHER_PREDICTED : WindowClasses.OTHER;
    if (classes.has(shared)) {
      cells.computeIfPresent(
          new Place(classes.indexOf(shared), below.predicted),
          (place, count) -> Math.min(count, Math.max(0, count - tooMany)));
    }
  }

  private void addToSums(Place place, long count) {
    hits[place.actual] += place.actual == place.predicted ? count : 0;
    predicted[place.predicted] += count;
    support[place.actual] += count;
  }

  long total() {
    return LongStream.of(support).sum();
  }

  long correct() {
    return LongStream.of(hits).sum();
  }

  /** The scores of each class, in order. */
  List<ClassScores> scores() {
    List<String> names = classes.names();
    List<ClassScores> scores = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      scores.add(ClassScores.of(names.get(i), hits[i], predicted[i], support[i]));
    }
    return scores;
  }

  /** All cells, row by row: for few classes. */
  List<Long> rowMajor() {
    int size = support.length;
    long[] counts = new long[size * size];
    cells.forEach((place, count) -> counts[place.actual * size + place.predicted] = count);
    return LongStream.of(counts).boxed().toList();
  }

  /** The cells that are not zero, the largest first. */
  List<WindowCell> largestFirst() {
    List<WindowCell> inOrder = new ArrayList<>(cells.size());
    cells.forEach(
        (place, count) -> inOrder.add(new WindowCell(place.actual, place.predicted, count)));
    inOrder.sort(LARGEST_FIRST);
    return inOrder;
  }
}
