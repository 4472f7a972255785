package dev.sightline.app.metrics;

import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.ClassMetrics;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.TrustedRecords;
import java.time.Instant;
import java.util.List;

/** Windows of five minutes of a model of two classes, for tests. */
public final class Windows {
  static {
    TrustedRecords.trust();
  }

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Windows() {}

  /** A window whose start is some seconds after noon, with nothing labelled yet. */
  public static MetricsWindow.Builder unlabelled(int version, int secondsAfterNoon) {
    Instant start = NOON.plusSeconds(secondsAfterNoon);
    return MetricsWindow.newBuilder()
        .setModelName("cifar10")
        .setModelVersion(version)
        .setWindowStart(start)
        .setWindowEnd(start.plusSeconds(300))
        .setPredictions(10)
        .setLabelled(0)
        .setCorrect(0)
        .setLabelCoverage(0)
        .setLabels(List.of())
        .setConfusionMatrix(List.of())
        .setClasses(List.of());
  }

  /**
   * The same with 150 of 1,000 labelled.
   *
   * @param correct from 100 to 150: all automobiles, and some of the cats
   */
  public static MetricsWindow.Builder labelled(int version, int secondsAfterNoon, int correct) {
    long cats = correct - 100;
    return unlabelled(version, secondsAfterNoon)
        .setPredictions(1000)
        .setLabelled(150)
        .setCorrect(correct)
        .setLabelCoverage(0.15)
        .setAccuracy(correct / 150.0)
        .setMacroF1(0.9)
        .setMedianLabelDelayMs(5200L)
        .setLabels(List.of("cat", "automobile"))
        .setConfusionMatrix(List.of(cats, 50 - cats, 0L, 100L))
        .setClasses(
            List.of(
                new ClassMetrics("cat", 1.0, 0.8, 0.889, 50L),
                new ClassMetrics("automobile", 0.909, 1.0, 0.952, 100L)));
  }

  /** An alarm that was raised about the brightness of a version's images. */
  public static DriftAlert alert(int version) {
    return DriftAlert.newBuilder()
        .setModelName("cifar10")
        .setModelVersion(version)
        .setStatistic("brightness")
        .setState(AlertState.RAISED)
        .setSubject("0 to 32.5")
        .setValue(0.6125)
        .setReference(0.1)
        .setThreshold(0.13)
        .setSample(1200)
        .setSince(NOON.plusSeconds(70))
        .setChangedAt(NOON.plusSeconds(80))
        .setRaisedAt(NOON.plusSeconds(80))
        .setRaisedAtImage(5000)
        .setMeanRunImages(1e6)
        .setMessage("brightness fell")
        .build();
  }
}
