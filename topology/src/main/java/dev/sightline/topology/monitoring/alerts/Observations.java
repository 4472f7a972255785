package dev.sightline.topology.monitoring.alerts;

import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.schemas.CellCount;
import dev.sightline.schemas.ClassCount;
import dev.sightline.schemas.ConfidenceCount;
import dev.sightline.schemas.DelayCount;
import dev.sightline.schemas.PartitionCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a record of counts says that the detectors have not seen yet: predictions, and first labels.
 * Immutable.
 *
 * <p>Counts that are cut into several records are a batch only together: the classes of one part
 * are no sample of all. So such a part has none of what is cut. Labels of a worker that did not
 * tell corrections are none either where these show.
 */
final class Observations {
  private final Map<String, Long> predicted;
  private final long predictions;
  private final long[] confidences;
  private final Map<String, Recalled> labelled;
  private final ImageHistograms images;

  /** Of the first labels of one actual class: how many, and how often it was predicted. */
  record Recalled(long hits, long support) {
    static final Recalled NONE = new Recalled(0, 0);

    private Recalled plus(Recalled other) {
      return new Recalled(hits + other.hits, support + other.support);
    }
  }

  private record Cell(String actual, String predicted) {}

  private Observations(
      Map<String, Long> predicted,
      long[] confidences,
      Map<String, Recalled> labelled,
      ImageHistograms images) {
    this.predicted = predicted;
    this.predictions = predicted.values().stream().mapToLong(Long::longValue).sum();
    this.confidences = confidences;
    this.labelled = labelled;
    this.images = images;
  }

  static Observations of(PartitionCounts counts) {
    return new Observations(
        predicted(counts),
        confidences(counts),
        labelled(counts),
        ImageHistograms.ofKnown(counts.getImageStatistics()));
  }

  /** Whether nothing is left out that the record counts. */
  boolean areWholeOf(PartitionCounts counts) {
    long labels = labelled.values().stream().mapToLong(Recalled::support).sum();
    return predictions == counts.getPredictions() && labels == firstLabels(counts);
  }

  private static Map<String, Long> predicted(PartitionCounts counts) {
    Map<String, Long> predicted = new HashMap<>();
    long sum = 0;
    for (ClassCount each : counts.getPredictedClasses()) {
      predicted.merge(each.getLabel(), each.getCount(), Long::sum);
      sum += each.getCount();
    }
    return sum == counts.getPredictions() ? predicted : Map.of();
  }

  private static long[] confidences(PartitionCounts counts) {
    long[] confidences = new long[ConfidenceHistogram.BINS];
    for (ConfidenceCount each : counts.getConfidences()) {
      confidences[each.getBin()] += each.getCount();
    }
    return confidences;
  }

  private static Map<String, Recalled> labelled(PartitionCounts counts) {
    Map<Cell, Long> first = new HashMap<>();
    add(first, counts.getCells(), 1);
    add(first, counts.getCorrections(), -1);
    long sum = first.values().stream().mapToLong(Long::longValue).sum();
    if (sum != firstLabels(counts) || first.values().stream().anyMatch(count -> count < 0)) {
      return Map.of();
    }
    Map<String, Recalled> labelled = new HashMap<>();
    first.forEach(
        (cell, count) -> {
          long hits = cell.actual.equals(cell.predicted) ? count : 0;
          labelled.merge(cell.actual, new Recalled(hits, count), Recalled::plus);
        });
    return labelled;
  }

  private static void add(Map<Cell, Long> sums, List<CellCount> cells, int sign) {
    for (CellCount each : cells) {
      sums.merge(
          new Cell(each.getActual(), each.getPredicted()), sign * each.getCount(), Long::sum);
    }
  }

  /** Each has a delay, and no correction has one. */
  private static long firstLabels(PartitionCounts counts) {
    return counts.getDelays().stream().mapToLong(DelayCount::getCount).sum();
  }

  /** All predictions that have a class here. */
  long predictions() {
    return predictions;
  }

  /** Predictions of a class. */
  long predicted(String className) {
    return predicted.getOrDefault(className, 0L);
  }

  /** Predictions by bin of the {@link ConfidenceHistogram}; not to be changed. */
  long[] confidences() {
    return confidences;
  }

  /** Predictions by the statistics of their images; not to be changed. */
  ImageHistograms images() {
    return images;
  }

  /** First labels of a class. */
  Recalled labelled(String actual) {
    return labelled.getOrDefault(actual, Recalled.NONE);
  }

  /** First labels of all classes. */
  Recalled labelled() {
    return labelled.values().stream().reduce(Recalled.NONE, Recalled::plus);
  }
}
