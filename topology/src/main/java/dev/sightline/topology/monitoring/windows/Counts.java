package dev.sightline.topology.monitoring.windows;

import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import dev.sightline.evaluation.histogram.LogHistogram;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.CellCount;
import dev.sightline.schemas.ClassCount;
import dev.sightline.schemas.ConfidenceCount;
import dev.sightline.schemas.DelayCount;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.topology.monitoring.join.Change;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Predictions, their classes and confidences, cells of the confusion matrix and label delays of one
 * model version over some time: of a partition between two commits, of a bucket, or of a window.
 * Sums are exact and their order does not matter. An accumulator for one thread.
 *
 * <p>Classes and confidences are those of the predictions that a version counted which counts them:
 * both have the same total, which is at most {@link #predictions()}.
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

  private final SortedMap<Cell, Long> cells = new TreeMap<>();
  private final LogHistogram delays = new LogHistogram();
  private final PredictedClasses classes = new PredictedClasses();
  private final ConfidenceHistogram confidences = new ConfidenceHistogram();
  private long predictions;

  void apply(Change change) {
    String predicted = change.scored().predicted();
    if (change instanceof Change.Predicted prediction) {
      predictions++;
      classes.add(predicted, 1);
      confidences.add(prediction.confidence());
    } else if (change instanceof Change.Labelled labelled) {
      add(new Cell(labelled.actual(), predicted), 1);
      delays.add(labelled.delayMs());
    } else if (change instanceof Change.Corrected corrected) {
      add(new Cell(corrected.before(), predicted), -1);
      add(new Cell(corrected.actual(), predicted), 1);
    }
  }

  /**
   * Adds counts that came over the wire.
   *
   * @throws IllegalArgumentException when they hold a bin that does not exist
   */
  void add(PartitionCounts more) {
    predictions += more.getPredictions();
    for (CellCount cell : more.getCells()) {
      add(new Cell(cell.getActual(), cell.getPredicted()), cell.getCount());
    }
    for (DelayCount delay : more.getDelays()) {
      delays.add(delay.getBin(), delay.getCount());
    }
    for (ClassCount predicted : more.getPredictedClasses()) {
      classes.add(predicted.getLabel(), predicted.getCount());
    }
    for (ConfidenceCount confidence : more.getConfidences()) {
      confidences.add(confidence.getBin(), confidence.getCount());
    }
    confidences.addOutside(more.getConfidencesOutside());
  }

  private void add(Cell cell, long change) {
    cells.merge(cell, change, Counts::sumOrNothing);
  }

  private static Long sumOrNothing(long held, long change) {
    return held + change == 0 ? null : Long.valueOf(held + change);
  }

  boolean isEmpty() {
    return predictions == 0
        && cells.isEmpty()
        && delays.total() == 0
        && classes.isEmpty()
        && confidences.total() == 0;
  }

  long predictions() {
    return predictions;
  }

  /** The cells that are not zero: a read-only view. */
  SortedMap<Cell, Long> cells() {
    return Collections.unmodifiableSortedMap(cells);
  }

  LogHistogram delays() {
    return delays;
  }

  PredictedClasses classes() {
    return classes;
  }

  ConfidenceHistogram confidences() {
    return confidences;
  }

  /** These counts as a record of a bucket. */
  PartitionCounts toRecord(Slot bucket) {
    ModelVersion model = bucket.model();
    return PartitionCounts.newBuilder()
        .setModelName(model.name())
        .setModelVersion(model.version())
        .setBucketStart(Instant.ofEpochMilli(bucket.startMs()))
        .setPredictions(predictions)
        .setCells(
            cells.entrySet().stream()
                .map(
                    cell ->
                        new CellCount(
                            cell.getKey().actual(), cell.getKey().predicted(), cell.getValue()))
                .toList())
        .setDelays(
            delays.counts().entrySet().stream()
                .map(delay -> new DelayCount(delay.getKey(), delay.getValue()))
                .toList())
        .setPredictedClasses(
            classes.counts().entrySet().stream()
                .map(predicted -> new ClassCount(predicted.getKey(), predicted.getValue()))
                .toList())
        .setConfidences(confidenceCounts())
        .setConfidencesOutside(confidences.outside())
        .build();
  }

  private List<ConfidenceCount> confidenceCounts() {
    List<Long> counts = confidences.counts();
    return IntStream.range(0, counts.size())
        .filter(bin -> counts.get(bin) > 0)
        .mapToObj(bin -> new ConfidenceCount(bin, counts.get(bin)))
        .toList();
  }
}
