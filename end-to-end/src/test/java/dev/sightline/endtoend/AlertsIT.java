package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.settings.WorkerConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Alarms on a real broker, with the worker that raised one killed. */
class AlertsIT {
  private static final Map<String, ?> SETTINGS =
      Map.of(
          WorkerConfig.ROLES,
          "metrics",
          WorkerConfig.DRIFT_MEAN_RUN,
          1_000_000,
          WorkerConfig.DRIFT_CLEAR_AFTER,
          100,
          "commit.interval.ms",
          100);

  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  @TempDir Path folder;

  private int published;

  @Test
  void whatDriftedIsRaisedOnceAndClearedOnceThoughTheWorkerIsKilled() throws Exception {
    CLUSTER.models().publishEvaluated(1, evaluation());
    try (WorkerProcess worker = WorkerProcess.start(CLUSTER, "watcher", folder, SETTINGS);
        Tail<DriftAlert> alerts = CLUSTER.committed(Topics.DRIFT_ALERTS);
        Group group = Group.metrics(CLUSTER)) {
      publish(300, true);
      waitForAll(group);
      publish(100, false);
      waitFor("the alarm").until(() -> states(alerts).equals(List.of(AlertState.RAISED)));

      publish(50, false);
      worker.kill();
      publish(50, false);
      worker.start();
      waitForAll(group);
      publish(400, true);
      waitFor("the end of the alarm").until(() -> states(alerts).contains(AlertState.CLEARED));

      publish(100, true);
      waitForAll(group);
      assertThat(states(alerts)).containsExactly(AlertState.RAISED, AlertState.CLEARED);
    }
  }

  private static List<AlertState> states(Tail<DriftAlert> alerts) {
    return alerts.records().stream()
        .filter(
            record ->
                new String(record.key(), StandardCharsets.UTF_8)
                    .equals("shift/1/accuracy/sightline-metrics"))
        .map(record -> record.value().getState())
        .toList();
  }

  private static void waitForAll(Group group) {
    waitFor("all records to be consumed")
        .until(() -> group.hasConsumed(Topics.PREDICTIONS, Topics.LABELS));
  }

  /** Nine of ten were right, all classes equally often. */
  private static HeldOutEvaluation evaluation() {
    return HeldOutEvaluation.newBuilder()
        .setImages(10_000)
        .setAccuracy(0.9)
        .setLoss(0.3)
        .setConfusionMatrix(List.of())
        .setCalibration(List.of())
        .setExpectedCalibrationError(0)
        .setPredictedShares(Collections.nCopies(ShiftModel.CLASSES, 1.0 / ShiftModel.CLASSES))
        .build();
  }

  /** Predictions of all classes in turn, and their labels: each eleventh is wrong, or each is. */
  private void publish(int images, boolean areRight) {
    try (Producer<String, Prediction> predictions = CLUSTER.producer(Topics.PREDICTIONS);
        Producer<String, Label> labels = CLUSTER.producer(Topics.LABELS)) {
      for (int i = 0; i < images; i++) {
        published++;
        String id = "image-" + published;
        String said = ShiftModel.LABELS.get(published % ShiftModel.CLASSES);
        String other = ShiftModel.LABELS.get((published + 1) % ShiftModel.CLASSES);
        boolean isRight = areRight && published % 11 != 0;
        predictions.send(new ProducerRecord<>(Topics.PREDICTIONS.name(), id, prediction(id, said)));
        Label label = new Label(id, isRight ? said : other, Instant.now(), "test");
        labels.send(new ProducerRecord<>(Topics.LABELS.name(), id, label));
      }
    }
  }

  private static Prediction prediction(String id, String label) {
    return Prediction.newBuilder()
        .setId(id)
        .setLabel(label)
        .setLabelIndex(ShiftModel.LABELS.indexOf(label))
        .setConfidence(1)
        .setProbabilities(List.of(1f))
        .setModelName(ShiftModel.NAME)
        .setModelVersion(1)
        .setCapturedAt(Instant.now())
        .setScoredAt(Instant.now())
        .build();
  }
}
