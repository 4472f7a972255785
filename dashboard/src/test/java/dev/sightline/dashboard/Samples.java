package dev.sightline.dashboard;

import dev.sightline.schemas.ClassMetrics;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Records as workers write them. */
public final class Samples {
  static {
    TrustedRecords.trust();
  }

  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  public static final List<String> CLASSES = List.of("cat", "dog");

  private Samples() {}

  /** A prediction of the first version, made a tenth of a second after noon. */
  public static Prediction prediction(String id, String label, float confidence) {
    int index = CLASSES.indexOf(label);
    List<Float> probabilities =
        index == 0 ? List.of(confidence, 1 - confidence) : List.of(1 - confidence, confidence);
    return Prediction.newBuilder()
        .setId(id)
        .setLabel(label)
        .setLabelIndex(index)
        .setConfidence(confidence)
        .setProbabilities(probabilities)
        .setModelName("pets")
        .setModelVersion(1)
        .setCapturedAt(NOON)
        .setScoredAt(NOON.plusMillis(100))
        .build();
  }

  /**
   * A window of five minutes.
   *
   * @param start seconds after noon
   * @param cells of the matrix: cat as cat, cat as dog, dog as cat, dog as dog
   */
  public static MetricsWindow window(int start, Long... cells) {
    return window(CLASSES, start, List.of(cells));
  }

  /** One of other classes. */
  public static MetricsWindow window(List<String> classes, int start, List<Long> cells) {
    long labelled = cells.stream().mapToLong(Long::longValue).sum();
    long correct = 0;
    List<ClassMetrics> metrics = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      correct += cells.get(i * (classes.size() + 1));
      metrics.add(new ClassMetrics(classes.get(i), 0.5, 0.5, 0.5, 10L));
    }
    Instant from = NOON.plusSeconds(start);
    return MetricsWindow.newBuilder()
        .setModelName("pets")
        .setModelVersion(1)
        .setWindowStart(from)
        .setWindowEnd(from.plus(Duration.ofMinutes(5)))
        .setPredictions(2 * labelled)
        .setLabelled(labelled)
        .setCorrect(correct)
        .setLabelCoverage(0.5)
        .setAccuracy(labelled == 0 ? null : (double) correct / labelled)
        .setLabels(classes)
        .setConfusionMatrix(cells)
        .setClasses(metrics)
        .setPredictedClasses(
            new ArrayList<>(Collections.nCopies(classes.size(), 2 * labelled / classes.size())))
        .setApplication("sightline-metrics")
        .build();
  }
}
