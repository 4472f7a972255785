package dev.sightline.topology.monitoring.windows;

import dev.sightline.evaluation.confusion.ClassScores;
import dev.sightline.evaluation.confusion.ClassificationReport;
import dev.sightline.evaluation.confusion.ClassificationReport.Averages;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.schemas.ClassMetrics;
import dev.sightline.schemas.MetricsWindow;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the published record of a window's counts. Pure.
 *
 * <p>A stranger is a class that stands in labels only: the model neither lists nor predicted it.
 * More than {@value #MAX_STRANGERS} of them share one class, {@value #OTHER}: labels come from
 * anywhere, and a matrix grows with the square of its classes. That costs their names alone, for
 * none of them was ever predicted.
 */
final class WindowReport {
  static final String OTHER = "(other)";
  static final int MAX_STRANGERS = 20;

  private final LabelOrder labelOrder;

  WindowReport(LabelOrder labelOrder) {
    this.labelOrder = labelOrder;
  }

  MetricsWindow of(Slot window, long endMs, Counts counts) {
    ConfusionMatrix matrix = matrix(window, counts);
    ClassificationReport report = ClassificationReport.of(matrix);
    return MetricsWindow.newBuilder()
        .setModelName(window.model().name())
        .setModelVersion(window.model().version())
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
        .build();
  }

  /**
   * A cell can be below zero only where input was processed at least once instead of exactly once,
   * and a correction with it; such a cell is left out.
   */
  private ConfusionMatrix matrix(Slot window, Counts counts) {
    ConfusionMatrix matrix = new ConfusionMatrix(classes(window, counts));
    counts
        .cells()
        .forEach(
            (cell, count) -> {
              if (count > 0) {
                int predicted = matrix.indexOf(cell.predicted()).orElseThrow();
                int actual =
                    matrix
                        .indexOf(cell.actual())
                        .orElseGet(() -> matrix.indexOf(OTHER).orElseThrow());
                matrix.add(actual, predicted, count);
              }
            });
    return matrix;
  }

  /** The manifest's classes in its order, then whatever else was seen, sorted, then OTHER. */
  private List<String> classes(Slot window, Counts counts) {
    Set<String> manifest =
        new LinkedHashSet<>(labelOrder.labels(window.model().name(), window.model().version()));
    Set<String> others = new TreeSet<>();
    Set<String> strangers = new TreeSet<>();
    counts.cells().keySet().forEach(cell -> others.add(cell.predicted()));
    counts.cells().keySet().forEach(cell -> strangers.add(cell.actual()));
    strangers.removeAll(manifest);
    strangers.removeAll(others);

    boolean tooMany = strangers.size() > MAX_STRANGERS;
    others.addAll(tooMany ? Set.of() : strangers);
    Set<String> classes = new LinkedHashSet<>(manifest);
    classes.addAll(others);
    if (tooMany) {
      classes.add(OTHER);
    }
    return List.copyOf(classes);
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
