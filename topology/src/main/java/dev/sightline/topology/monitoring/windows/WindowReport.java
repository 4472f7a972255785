package dev.sightline.topology.monitoring.windows;

import dev.sightline.evaluation.confusion.Averaging;
import dev.sightline.evaluation.confusion.ClassScores;
import dev.sightline.evaluation.confusion.ClassificationReport;
import dev.sightline.evaluation.confusion.ClassificationReport.Averages;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.schemas.ClassMetrics;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.TrustedRecords;
import dev.sightline.schemas.WindowCell;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Makes the published record of a window's counts; it fits any topic's default limit. Pure. */
final class WindowReport {
  static {
    TrustedRecords.trust();
  }

  /** Of more classes the matrix is told by its cells that are not zero. */
  static final int MAX_DENSE_CLASSES = 100;

  private final String application;

  /**
   * @param application whose counts they are
   */
  WindowReport(String application) {
    this.application = application;
  }

  /**
   * @param firstImages what the version's images are compared with, where its manifest says nothing
   */
  MetricsWindow of(
      Slot window,
      long endMs,
      ListedClasses listed,
      Counts counts,
      Optional<ImageHistograms> firstImages) {
    WindowClasses classes = WindowClasses.of(listed, counts);
    WindowMatrix matrix = new WindowMatrix(classes, counts);
    long labelled = matrix.total();
    ClassificationReport report =
        ClassificationReport.of(
            matrix.scores(), matrix.correct(), labelled, Averaging.PRESENT_CLASSES);
    MetricsWindow.Builder record =
        MetricsWindow.newBuilder()
            .setModelName(window.modelName())
            .setModelVersion(window.modelVersion())
            .setWindowStart(Instant.ofEpochMilli(window.startMs()))
            .setWindowEnd(Instant.ofEpochMilli(endMs))
            .setPredictions(counts.predictions())
            .setLabelled(labelled)
            .setCorrect(matrix.correct())
            .setLabelCoverage(
                counts.predictions() == 0 ? 0 : (double) labelled / counts.predictions())
            .setAccuracy(orNull(report.accuracy()))
            .setMacroF1(report.macro().map(Averages::f1).orElse(null))
            .setMedianLabelDelayMs(orNull(counts.delays().quantileMs(0.5)))
            .setLabels(classes.names())
            .setClasses(report.classes().stream().map(WindowReport::metrics).toList())
            .setPredictedClasses(predictedClasses(classes, counts))
            .setConfidences(counts.confidences().counts())
            .setConfidencesOutside(counts.confidences().outside())
            .setApplication(application)
            .setImageStatistics(counts.images().records())
            .setImageStatisticsOutside(counts.images().outside())
            .setFirstImages(firstImages.map(ImageHistograms::records).orElse(null));
    return classes.names().size() <= MAX_DENSE_CLASSES
        ? record.setConfusionMatrix(matrix.rowMajor()).build()
        : withCells(record, matrix);
  }

  private static MetricsWindow withCells(MetricsWindow.Builder record, WindowMatrix matrix) {
    MetricsWindow window =
        record
            .setConfusionMatrix(List.of())
            .setConfusionCells(List.of())
            .setOtherCells(matrix.total())
            .build();
    List<WindowCell> cells = WindowRecordSize.fitting(matrix.largestFirst(), window);
    window.setConfusionCells(cells);
    window.setOtherCells(matrix.total() - cells.stream().mapToLong(WindowCell::getCount).sum());
    return window;
  }

  private static List<Long> predictedClasses(WindowClasses classes, Counts counts) {
    Long[] predicted = new Long[classes.names().size()];
    Arrays.fill(predicted, 0L);
    counts
        .classes()
        .forEach((name, count) -> predicted[classes.indexOf(classes.predicted(name))] += count);
    return List.of(predicted);
  }

  private static ClassMetrics metrics(ClassScores scores) {
    return ClassMetrics.newBuilder()
        .setLabel(scores.label())
        .setPrecision(orNull(scores.precision()))
        .setRecall(orNull(scores.recall()))
        .setF1(orNull(scores.f1()))
        .setSupport(scores.support())
        .build();
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
