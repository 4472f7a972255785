package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.Label;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The metrics stream on a real broker: labels in every order, and a restart in between. */
class LabelsIT {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int IMAGES = 400;
  private static final long WINDOW_MS = 60_000;

  @RegisterExtension static final Cluster CLUSTER = new Cluster(3);

  @TempDir Path folder;

  private final Map<String, ?> settings =
      Map.of(
          "sightline.roles",
          "metrics",
          "num.stream.threads",
          2,
          "sightline.metrics.window.size.ms",
          WINDOW_MS,
          "sightline.metrics.window.advance.ms",
          WINDOW_MS,
          "sightline.metrics.emit.interval.ms",
          200);

  /** What one image came to: its prediction's class and version, and the label that holds. */
  private record Truth(Instant at, int version, String predicted, String actual) {}

  @Test
  void windowsEqualARecomputationFromAllRecords() throws Exception {
    Random random = new Random(3);
    List<Truth> truths = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      truths.add(
          new Truth(
              START.plusMillis(i * 500L),
              1 + i / (IMAGES / 2),
              "class-" + random.nextInt(3),
              i % 5 == 4 ? null : "class-" + random.nextInt(3)));
    }
    try (Producer<String, Prediction> predictions = CLUSTER.producer(Topics.PREDICTIONS);
        Producer<String, Label> labels = CLUSTER.producer(Topics.LABELS);
        Group group = Group.metrics(CLUSTER)) {
      try (RunningWorker worker = RunningWorker.start(CLUSTER, folder, settings)) {
        publish(truths, 0, IMAGES / 2, predictions, labels, random);
        waitFor("the first half to be consumed")
            .until(() -> group.hasConsumed(Topics.PREDICTIONS, Topics.LABELS));
        assertThat(worker.isReady()).isTrue();
      }
      try (RunningWorker again = RunningWorker.start(CLUSTER, folder, settings);
          Tail<MetricsWindow> windows = CLUSTER.committed(Topics.METRICS)) {
        publish(truths, IMAGES / 2, IMAGES, predictions, labels, random);
        waitFor("the second half to be consumed")
            .until(() -> group.hasConsumed(Topics.PREDICTIONS, Topics.LABELS));
        waitFor("the windows to show it all")
            .untilAsserted(() -> assertThat(cells(windows)).isEqualTo(recomputed(truths)));
        assertThat(again.isReady()).isTrue();
        assertThat(again.metric("sightline_labels_total")).isPositive();
      }
    }
  }

  /**
   * Predictions and labels in a jumbled order: duplicates, corrections and strangers among them.
   */
  private static void publish(
      List<Truth> truths,
      int from,
      int to,
      Producer<String, Prediction> predictions,
      Producer<String, Label> labels,
      Random random)
      throws Exception {
    List<Runnable> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String id = "labelled-" + i;
      Truth truth = truths.get(i);
      records.add(
          () -> send(predictions, Topics.PREDICTIONS.name(), id, truth.at, prediction(id, truth)));
      if (truth.actual != null) {
        Label right = label(id, truth.actual, truth.at.plusSeconds(20));
        records.add(() -> send(labels, Topics.LABELS.name(), id, truth.at.plusSeconds(20), right));
        if (i % 4 == 0) {
          records.add(
              () -> send(labels, Topics.LABELS.name(), id, truth.at.plusSeconds(21), right));
        }
        if (i % 7 == 0) {
          Label wrong = label(id, "class-" + random.nextInt(3), truth.at.plusSeconds(10));
          records.add(
              () -> send(labels, Topics.LABELS.name(), id, truth.at.plusSeconds(10), wrong));
        }
      }
      if (i % 50 == 0) {
        String stranger = "stranger-" + i;
        Label unknown = label(stranger, "class-0", truth.at);
        records.add(() -> send(labels, Topics.LABELS.name(), stranger, truth.at, unknown));
      }
    }
    Collections.shuffle(records, random);
    records.forEach(Runnable::run);
    predictions.flush();
    labels.flush();
  }

  private static <V> void send(
      Producer<String, V> producer, String topic, String id, Instant at, V value) {
    producer.send(new ProducerRecord<>(topic, null, at.toEpochMilli(), id, value));
  }

  private static Prediction prediction(String id, Truth truth) {
    return Prediction.newBuilder()
        .setId(id)
        .setLabel(truth.predicted)
        .setLabelIndex(0)
        .setConfidence(1)
        .setProbabilities(List.of(1f))
        .setModelName("labelled")
        .setModelVersion(truth.version)
        .setCapturedAt(truth.at)
        .setScoredAt(truth.at.plus(Duration.ofMillis(50)))
        .build();
  }

  private static Label label(String id, String actual, Instant at) {
    return Label.newBuilder().setId(id).setLabel(actual).setLabelledAt(at).build();
  }

  /** The cells of each window's latest record: version/window/actual/predicted → count. */
  private static Map<String, Long> cells(Tail<MetricsWindow> windows) {
    Map<String, MetricsWindow> latest = new HashMap<>();
    windows
        .values()
        .forEach(
            window -> latest.put(window.getModelVersion() + "/" + window.getWindowStart(), window));
    Map<String, Long> cells = new HashMap<>();
    latest.forEach(
        (key, window) -> {
          cells.put(key + "/predictions", window.getPredictions());
          List<String> names = window.getLabels();
          for (int i = 0; i < window.getConfusionMatrix().size(); i++) {
            long count = window.getConfusionMatrix().get(i);
            if (count != 0) {
              cells.put(
                  key + "/" + names.get(i / names.size()) + "/" + names.get(i % names.size()),
                  count);
            }
          }
        });
    return cells;
  }

  private static Map<String, Long> recomputed(List<Truth> truths) {
    Map<String, Long> cells = new HashMap<>();
    for (Truth truth : truths) {
      long startMs = truth.at.toEpochMilli() / WINDOW_MS * WINDOW_MS;
      String key = truth.version + "/" + Instant.ofEpochMilli(startMs);
      cells.merge(key + "/predictions", 1L, Long::sum);
      if (truth.actual != null) {
        cells.merge(key + "/" + truth.actual + "/" + truth.predicted, 1L, Long::sum);
      }
    }
    return cells;
  }
}
