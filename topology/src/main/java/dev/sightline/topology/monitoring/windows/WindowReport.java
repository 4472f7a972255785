package dev.sightline.topology.monitoring.windows;

import dev.sightline.evaluation.confusion.ClassScores;
import dev.sightline.evaluation.confusion.ClassificationReport;
import dev.sightline.evaluation.confusion.ClassificationReport.Averages;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.schemas.ClassMetrics;
import dev.sightline.schemas.MetricsWindow;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Makes the published record of a window's counts. Pure. */
final class WindowReport {
  private final LabelOrder labelOrder;

  WindowReport(LabelOrder labelOrder) {
    this.labelOrder = labelOrder;
  }

  MetricsWindow of(Slot window, long endMs, Counts counts) {
    WindowClasses classes =
        WindowClasses.of(labelOrder.labels(window.modelName(), window.modelVersion()), counts);
    ConfusionMatrix matrix = matrix(classes, counts);
    ClassificationReport report = ClassificationReport.of(matrix);
    return MetricsWindow.newBuilder()
        .setModelName(window.modelName())
        .setModelVersion(window.modelVersion())
        .setWindowStart(Instant.ofEpochMilli(window.startMs()))
        .setWindowEnd(Instant.ofEpochMilli(endMs))
        .setPredictions(counts.predictions())
        .setLabelled(matrix.total())
        .setCorrect(matrix.correct())
        .setLabelCoverage(
            counts.predictions() == 0 ? 0 : (double) matrix.total() / counts.predictions())
        .setAccuracy(orNull(report.accuracy()))
        .setMacroF1(report.macro().map(Averages::f1).orElse(null))
        .setMedianLabelDelayMs(orNull(counts.delays().quantileMs(0.5)))
        .setLabels(matrix.labels())
        .setConfusionMatrix(Arrays.stream(matrix.rowMajor()).boxed().toList())
        .setClasses(report.classes().stream().map(WindowReport::metrics).toList())
        .setPredictedClasses(predictedClasses(classes, counts))
        .setConfidences(counts.confidences().counts())
        .setConfidencesOutside(counts.confidences().outside())
        .build();
  }

  /**
   * A cell can be below zero only where input was processed at least once instead of exactly once,
   * and a correction with it; such a cell is left out.
   */
  private static ConfusionMatrix matrix(WindowClasses classes, Counts counts) {
    ConfusionMatrix matrix = new ConfusionMatrix(List.copyOf(classes.names()));
    counts
        .cells()
        .forEach(
            (cell, count) -> {
              if (count > 0) {
                int actual = matrix.indexOf(classes.actual(cell)).orElseThrow();
                int predicted = matrix.indexOf(classes.predicted(cell.predicted())).orElseThrow();
                matrix.add(actual, predicted, count);
              }
            });
    return matrix;
  }

  private static List<Long> predictedClasses(WindowClasses classes, Counts counts) {
    Map<String, Long> byName = new HashMap<>();
    counts
        .classes()
        .counts()
        .forEach((name, count) -> byName.merge(classes.predicted(name), count, Long::sum));
    return classes.names().stream().map(name -> byName.getOrDefault(name, 0L)).toList();
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
