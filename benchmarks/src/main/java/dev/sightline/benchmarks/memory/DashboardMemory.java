package dev.sightline.benchmarks.memory;

import dev.sightline.dashboard.present.Present;
import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Prediction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The dashboard's present state, without a page. For one thread. */
final class DashboardMemory {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration ADVANCE = Duration.ofSeconds(30);
  private static final ImageStatistics IMAGE =
      new ImageStatistics(120f, 60f, 1_000f, 125f, 120f, 110f, 32, 32);

  private final Present present = Present.empty(() -> START.plusSeconds(1));

  /** Takes in predictions and their labels, a third of which differ. */
  void seeImages(long count) {
    for (long i = 0; i < count; i++) {
      String id = new UUID(i, i).toString();
      present.rates().add(present.predictions().add(prediction(id), i, 0), 8);
      String label = i % 3 == 0 ? "dog" : "cat";
      present.predictions().add(new Label(id, label, START, "somebody"));
    }
  }

  private static Prediction prediction(String id) {
    return Prediction.newBuilder()
        .setId(id)
        .setLabel("cat")
        .setLabelIndex(0)
        .setConfidence(0.9f)
        .setProbabilities(List.of(0.9f, 0.1f))
        .setModelName("model")
        .setModelVersion(1)
        .setCapturedAt(START)
        .setScoredAt(START.plusMillis(100))
        .setImageStatistics(IMAGE)
        .build();
  }

  /** Takes in a day of windows of each version, all as one that was published. */
  void seeWindows(MetricsWindow like, int versions) {
    Duration length = Duration.between(like.getWindowStart(), like.getWindowEnd());
    for (int version = 1; version <= versions; version++) {
      for (Duration at = Duration.ZERO; at.compareTo(DAY) < 0; at = at.plus(ADVANCE)) {
        Instant start = START.plus(at);
        present
            .windows()
            .add(
                MetricsWindow.newBuilder(like)
                    .setModelVersion(version)
                    .setWindowStart(start)
                    .setWindowEnd(start.plus(length))
                    .build());
      }
    }
  }

  /** Takes in alarms of each version, each raised and cleared. */
  void seeAlarms(int ofEach, int versions) {
    for (int version = 1; version <= versions; version++) {
      for (int i = 0; i < ofEach; i++) {
        present.alerts().add(alert(version, i, AlertState.RAISED));
        present.alerts().add(alert(version, i, AlertState.CLEARED));
      }
    }
  }

  private static DriftAlert alert(int version, int number, AlertState state) {
    return DriftAlert.newBuilder()
        .setModelName("model")
        .setModelVersion(version)
        .setStatistic("brightness")
        .setSubject("100 to 120")
        .setState(state)
        .setValue(0.2)
        .setReference(0.1)
        .setThreshold(0.12)
        .setSample(1_000)
        .setSince(START)
        .setChangedAt(START)
        .setRaisedAt(START)
        .setRaisedAtImage(1_000L * number)
        .setClearedAtImage(state == AlertState.CLEARED ? 1_000L * number + 500 : null)
        .setMeanRunImages(1_000_000)
        .setMessage("brightness rose to 0.200 over 1,000 images; it was 0.100 on these " + number)
        .setApplication("memory")
        .build();
  }

  /** How many series of windows are kept. */
  int series() {
    return present.windows().series().size();
  }
}
