package dev.sightline.topology.monitoring.windows;

import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.CellCount;
import dev.sightline.schemas.ClassCount;
import dev.sightline.schemas.ConfidenceCount;
import dev.sightline.schemas.DelayCount;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.TrustedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Counts of a bucket as records of bounded size: their sum, in any order, is the counts. The first
 * one has all that is of no class, and most often the rest too. Pure but for its making.
 */
final class CountParts {
  static {
    TrustedRecords.trust();
  }

  /** Far below what a topic takes: at most some thousands of cells. */
  static final int MAX_BYTES = 256 << 10;

  private static final int UTF8_BYTES = 3;
  private static final int COUNT_BYTES = 16;

  private final Slot bucket;
  private final long bucketLengthMs;
  private final List<PartitionCounts> parts = new ArrayList<>();
  private PartitionCounts part;
  private int bytes;

  private CountParts(Slot bucket, long bucketLengthMs) {
    this.bucket = bucket;
    this.bucketLengthMs = bucketLengthMs;
    open();
  }

  /** The records; cells and classes in order of their names. */
  static List<PartitionCounts> of(Slot bucket, long bucketLengthMs, Counts counts) {
    CountParts parts = new CountParts(bucket, bucketLengthMs);
    setTotals(parts.part, counts);
    new TreeMap<>(counts.classes()).forEach(parts::addClass);
    Map<Counts.Cell, Long> corrections = counts.corrections();
    new TreeMap<>(counts.cells())
        .forEach((cell, count) -> parts.addCell(cell, count, corrections.getOrDefault(cell, 0L)));
    new TreeMap<>(corrections)
        .forEach((cell, count) -> parts.addUnchanged(cell, count, counts.cells()));
    return parts.parts;
  }

  private void open() {
    ModelVersion model = bucket.model();
    part =
        PartitionCounts.newBuilder()
            .setModelName(model.name())
            .setModelVersion(model.version())
            .setBucketStart(Instant.ofEpochMilli(bucket.startMs()))
            .setBucketLengthMs(bucketLengthMs)
            .setPredictions(0)
            .setCells(new ArrayList<>())
            .setCorrections(new ArrayList<>())
            .setDelays(List.of())
            .setPredictedClasses(new ArrayList<>())
            .build();
    bytes = 0;
    parts.add(part);
  }

  /** Sets all that is of no class: some kilobytes at most. */
  static void setTotals(PartitionCounts part, Counts counts) {
    part.setPredictions(counts.predictions());
    part.setLatestMs(counts.latestMs());
    part.setDelays(
        counts.delays().counts().entrySet().stream()
            .map(delay -> new DelayCount(delay.getKey(), delay.getValue()))
            .toList());
    part.setConfidences(confidences(counts.confidences()));
    part.setConfidencesOutside(counts.confidences().outside());
    part.setImageStatistics(counts.images().records());
    part.setImageStatisticsOutside(counts.images().outside());
  }

  private static List<ConfidenceCount> confidences(ConfidenceHistogram histogram) {
    List<Long> counts = histogram.counts();
    return IntStream.range(0, counts.size())
        .filter(bin -> counts.get(bin) > 0)
        .mapToObj(bin -> new ConfidenceCount(bin, counts.get(bin)))
        .toList();
  }

  private void addClass(String name, long count) {
    makeRoomFor(name.length());
    part.getPredictedClasses().add(new ClassCount(name, count));
  }

  private void addCell(Counts.Cell cell, long count, long corrected) {
    int chars = cell.actual().length() + cell.predicted().length();
    makeRoomFor(corrected == 0 ? chars : 2 * chars + COUNT_BYTES);
    part.getCells().add(new CellCount(cell.actual(), cell.predicted(), count));
    if (corrected != 0) {
      addCorrection(cell, corrected);
    }
  }

  /** What a correction took back of a cell is what a first label had given it. */
  private void addUnchanged(Counts.Cell cell, long corrected, Map<Counts.Cell, Long> changed) {
    if (!changed.containsKey(cell)) {
      makeRoomFor(cell.actual().length() + cell.predicted().length());
      addCorrection(cell, corrected);
    }
  }

  private void addCorrection(Counts.Cell cell, long corrected) {
    part.getCorrections().add(new CellCount(cell.actual(), cell.predicted(), corrected));
  }

  private void makeRoomFor(int chars) {
    int more = UTF8_BYTES * chars + COUNT_BYTES;
    if (bytes > 0 && bytes + more > MAX_BYTES) {
      open();
    }
    bytes += more;
  }
}
