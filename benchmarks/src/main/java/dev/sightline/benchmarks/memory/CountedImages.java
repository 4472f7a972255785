package dev.sightline.benchmarks.memory;

import dev.sightline.evaluation.calibration.Calibration;
import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.schemas.CellCount;
import dev.sightline.schemas.ClassCount;
import dev.sightline.schemas.ConfidenceCount;
import dev.sightline.schemas.DelayCount;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.topology.monitoring.windows.HeldOutReference;
import dev.sightline.topology.monitoring.windows.HeldOutReference.OfClass;
import dev.sightline.topology.monitoring.windows.LabelOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Images of ten classes, all labelled, 0.9 of them right, and what manifests say of them. */
final class CountedImages implements LabelOrder {
  private static final List<String> CLASSES =
      IntStream.range(0, 10).mapToObj(i -> "class-" + i).toList();
  private static final int HELD_OUT = 10_000;

  private final SplittableRandom random = new SplittableRandom(1);
  private final ImageHistograms heldOut = histograms(HELD_OUT);

  /** What one partition counted between two commits. */
  PartitionCounts counts(int version, long bucketStartMs, long bucketLengthMs, int images) {
    Map<Integer, Long> confidences = new TreeMap<>();
    Map<Integer, Long> cells = new TreeMap<>();
    long[] predicted = new long[CLASSES.size()];
    for (int i = 0; i < images; i++) {
      int actual = random.nextInt(CLASSES.size());
      int answer = random.nextDouble() < 0.9 ? actual : random.nextInt(CLASSES.size());
      predicted[answer]++;
      cells.merge(actual * CLASSES.size() + answer, 1L, Long::sum);
      double confidence = 1 - 0.5 * random.nextDouble() * random.nextDouble();
      confidences.merge(ConfidenceHistogram.binOf(confidence).orElseThrow(), 1L, Long::sum);
    }
    List<ClassCount> classes = new ArrayList<>();
    for (int i = 0; i < predicted.length; i++) {
      classes.add(new ClassCount(CLASSES.get(i), predicted[i]));
    }
    return PartitionCounts.newBuilder()
        .setModelName("model")
        .setModelVersion(version)
        .setBucketStart(Instant.ofEpochMilli(bucketStartMs))
        .setBucketLengthMs(bucketLengthMs)
        .setPredictions(images)
        .setPredictedClasses(classes)
        .setConfidences(
            confidences.entrySet().stream()
                .map(each -> new ConfidenceCount(each.getKey(), each.getValue()))
                .toList())
        .setCells(
            cells.entrySet().stream()
                .map(
                    each ->
                        new CellCount(
                            CLASSES.get(each.getKey() / CLASSES.size()),
                            CLASSES.get(each.getKey() % CLASSES.size()),
                            each.getValue()))
                .toList())
        .setDelays(List.of(new DelayCount(20, (long) images)))
        .setImageStatistics(histograms(images).records())
        .build();
  }

  private ImageHistograms histograms(int images) {
    ImageHistograms histograms = new ImageHistograms();
    for (int i = 0; i < images; i++) {
      histograms.add(image());
    }
    return histograms;
  }

  /** What an image looks like. */
  ImageStatistics image() {
    return new ImageStatistics(
        level(120, 30),
        level(60, 10),
        (float) Math.exp(7 + random.nextGaussian()),
        level(125, 35),
        level(120, 30),
        level(110, 40),
        32,
        32);
  }

  private float level(double mean, double deviation) {
    return (float) Math.max(0, Math.min(127, mean + deviation * random.nextGaussian()));
  }

  @Override
  public List<String> labels(String modelName, int modelVersion) {
    return CLASSES;
  }

  @Override
  public Optional<ImageHistograms> imageReference(String modelName, int modelVersion) {
    return Optional.of(heldOut);
  }

  @Override
  public Optional<HeldOutReference> reference(String modelName, int modelVersion) {
    return Optional.of(
        new HeldOutReference(
            HELD_OUT,
            HELD_OUT * 91 / 100,
            CLASSES.stream()
                .map(name -> new OfClass(name, HELD_OUT / 10, HELD_OUT / 10, HELD_OUT * 91 / 1000))
                .toList(),
            List.of(new Calibration.Bin(0, 1, HELD_OUT, 0.9, 0.91))));
  }
}
