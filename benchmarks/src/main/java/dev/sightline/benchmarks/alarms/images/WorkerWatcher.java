package dev.sightline.benchmarks.alarms.images;

import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.schemas.CellCount;
import dev.sightline.schemas.ClassCount;
import dev.sightline.schemas.ConfidenceCount;
import dev.sightline.schemas.DelayCount;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.topology.monitoring.alerts.DriftSettings;
import dev.sightline.topology.monitoring.alerts.VersionDetectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The alarms of the metrics stream: its detectors on counts as of a commit. */
final class WorkerWatcher implements ImageWatcher {
  /** Images between two commits. */
  static final int BATCH = 30;

  private final VersionDetectors detectors;
  private final List<String> classes;
  private final Map<Integer, Long> predicted = new HashMap<>();
  private final Map<Integer, Long> confidences = new TreeMap<>();
  private final Map<Seen.Label, Long> labels = new HashMap<>();
  private ImageHistograms images = new ImageHistograms();
  private int inBatch;

  /**
   * @param wanted tells by its name whether a statistic is watched
   */
  WorkerWatcher(ModelManifest manifest, DriftSettings settings, Predicate<String> wanted) {
    this.detectors = VersionDetectors.of(manifest, settings, wanted);
    this.classes = manifest.getLabels();
  }

  List<String> statistics() {
    return detectors.statistics();
  }

  @Override
  public List<String> next(Seen image) {
    predicted.merge(image.predicted(), 1L, Long::sum);
    confidences.merge(ConfidenceHistogram.binOf(image.confidence()).orElseThrow(), 1L, Long::sum);
    images.add(image.statistics());
    if (image.label() != null) {
      labels.merge(image.label(), 1L, Long::sum);
    }
    inBatch++;
    return inBatch < BATCH ? List.of() : detectors.look(counts());
  }

  private PartitionCounts counts() {
    PartitionCounts counts =
        PartitionCounts.newBuilder()
            .setModelName("")
            .setModelVersion(1)
            .setBucketStart(Instant.EPOCH)
            .setPredictions(inBatch)
            .setPredictedClasses(new ArrayList<>())
            .setConfidences(new ArrayList<>())
            .setCells(new ArrayList<>())
            .setDelays(List.of(new DelayCount(0, sum(labels))))
            .setImageStatistics(images.records())
            .build();
    predicted.forEach(
        (index, count) ->
            counts.getPredictedClasses().add(new ClassCount(classes.get(index), count)));
    confidences.forEach(
        (bin, count) -> counts.getConfidences().add(new ConfidenceCount(bin, count)));
    labels.forEach(
        (label, count) ->
            counts
                .getCells()
                .add(
                    new CellCount(
                        classes.get(label.actual()), classes.get(label.predicted()), count)));
    predicted.clear();
    confidences.clear();
    labels.clear();
    images = new ImageHistograms();
    inBatch = 0;
    return counts;
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
