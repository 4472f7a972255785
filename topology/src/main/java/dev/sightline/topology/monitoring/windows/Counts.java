package dev.sightline.topology.monitoring.windows;

import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import dev.sightline.evaluation.histogram.LogHistogram;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.schemas.CellCount;
import dev.sightline.schemas.ClassCount;
import dev.sightline.schemas.ConfidenceCount;
import dev.sightline.schemas.DelayCount;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.topology.monitoring.join.Change;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Predictions, their classes, confidences and image statistics, cells of the confusion matrix and
 * label delays of one model version over some time: of a partition between two commits, of a
 * bucket, or of a window. Sums are exact, their order does not matter, and what was added can be
 * taken back. An accumulator for one thread.
 *
 * <p>Classes and confidences are those of the predictions that a version counted which counts them:
 * both have the same total, which is at most {@link #predictions()}. Image statistics are those of
 * the predictions that carry them.
 */
final class Counts {

  /** A cell of the confusion matrix. */
  record Cell(String actual, String predicted) implements Comparable<Cell> {
    private static final Comparator<Cell> ORDER =
        Comparator.comparing(Cell::actual).thenComparing(Cell::predicted);

    @Override
    public int compareTo(Cell other) {
      return ORDER.compare(this, other);
    }
  }

  private final Map<Cell, Long> cells = new HashMap<>();
  private final Map<Cell, Long> corrections = new HashMap<>();
  private final Map<String, Long> classes = new HashMap<>();
  private final LogHistogram delays = new LogHistogram();
  private final ConfidenceHistogram confidences = new ConfidenceHistogram();
  private final ImageHistograms images = new ImageHistograms();
  private long predictions;
  private long latestMs;

  /** Applies a change. */
  void apply(Change change) {
    latestMs = Math.max(latestMs, change.timeMs());
    String predicted = change.scored().predicted();
    if (change instanceof Change.Predicted prediction) {
      predictions++;
      addClass(predicted, 1);
      confidences.add(prediction.confidence());
      prediction.image().ifPresent(images::add);
    } else if (change instanceof Change.Labelled labelled) {
      addCell(new Cell(labelled.actual(), predicted), 1);
      delays.add(labelled.delayMs());
    } else if (change instanceof Change.Corrected corrected) {
      correct(new Cell(corrected.before(), predicted), -1);
      correct(new Cell(corrected.actual(), predicted), 1);
    }
  }

  /** The highest time of a change; 0 where that is not known. */
  long latestMs() {
    return latestMs;
  }

  private void correct(Cell cell, long change) {
    addCell(cell, change);
    add(corrections, cell, change);
  }

  /**
   * Adds counts that came over the wire.
   *
   * @throws IllegalArgumentException when they hold a bin or a statistic that does not exist
   */
  void add(PartitionCounts more) {
    addTotals(more);
    for (CellCount cell : more.getCells()) {
      addCell(new Cell(cell.getActual(), cell.getPredicted()), cell.getCount());
    }
    for (ClassCount predicted : more.getPredictedClasses()) {
      addClass(predicted.getLabel(), predicted.getCount());
    }
  }

  /** Adds what a record holds that is of no class. */
  void addTotals(PartitionCounts more) {
    latestMs = Math.max(latestMs, more.getLatestMs());
    predictions += more.getPredictions();
    for (DelayCount delay : more.getDelays()) {
      delays.add(delay.getBin(), delay.getCount());
    }
    for (ConfidenceCount confidence : more.getConfidences()) {
      confidences.add(confidence.getBin(), confidence.getCount());
    }
    confidences.addOutside(more.getConfidencesOutside());
    images.add(more.getImageStatistics());
    images.addOutside(more.getImageStatisticsOutside());
  }

  /** Adds all of another's counts. */
  void add(Counts other) {
    predictions += other.predictions;
    other.cells.forEach(this::addCell);
    other.classes.forEach(this::addClass);
    delays.add(other.delays);
    confidences.add(other.confidences);
    images.add(other.images);
  }

  /** Takes back all of another's counts, which were added before. */
  void subtract(Counts other) {
    predictions -= other.predictions;
    other.cells.forEach((cell, count) -> addCell(cell, -count));
    other.classes.forEach((name, count) -> addClass(name, -count));
    delays.subtract(other.delays);
    confidences.subtract(other.confidences);
    images.subtract(other.images);
  }

  void addCell(Cell cell, long change) {
    add(cells, cell, change);
  }

  void addClass(String name, long change) {
    add(classes, name, change);
  }

  private static <K> void add(Map<K, Long> counts, K key, long change) {
    if (change != 0) {
      counts.merge(key, change, Counts::sumOrNothing);
    }
  }

  private static Long sumOrNothing(long held, long change) {
    return held + change == 0 ? null : Long.valueOf(held + change);
  }

  boolean isEmpty() {
    return predictions == 0
        && cells.isEmpty()
        && corrections.isEmpty()
        && delays.total() == 0
        && classes.isEmpty()
        && confidences.total() == 0
        && images.isEmpty();
  }

  long predictions() {
    return predictions;
  }

  /** The cells that are not zero: a read-only view. */
  Map<Cell, Long> cells() {
    return Collections.unmodifiableMap(cells);
  }

  /**
   * Of the cells of what {@link #apply} was told, the changes by corrections that are not zero: a
   * read-only view.
   */
  Map<Cell, Long> corrections() {
    return Collections.unmodifiableMap(corrections);
  }

  /** The predictions by class, of the classes that were predicted: a read-only view. */
  Map<String, Long> classes() {
    return Collections.unmodifiableMap(classes);
  }

  LogHistogram delays() {
    return delays;
  }

  ConfidenceHistogram confidences() {
    return confidences;
  }

  ImageHistograms images() {
    return images;
  }
}
