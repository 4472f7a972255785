package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.Label;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.settings.WorkerConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two applications on one cluster, each with windows of its own. */
class TwoApplicationsIT {
  private static final int IMAGES = 50;
  private static final long DAY_MS = 86_400_000;

  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  @TempDir Path folder;

  /** One window has all images, if none falls on midnight. */
  private final long atMs = Instant.now().toEpochMilli() / DAY_MS * DAY_MS - DAY_MS / 2;

  private RunningWorker start(String applicationId) throws InterruptedException {
    Map<String, Object> settings =
        Map.of(
            WorkerConfig.ROLES, "metrics",
            WorkerConfig.APPLICATION_ID, applicationId,
            WorkerConfig.WINDOW_SIZE_MS, DAY_MS,
            WorkerConfig.WINDOW_ADVANCE_MS, DAY_MS,
            WorkerConfig.EMIT_INTERVAL_MS, 200);
    return RunningWorker.start(CLUSTER, folder.resolve(applicationId), settings);
  }

  @Test
  void eachCountsAllImagesOnceAndWritesUnderKeysOfItsOwn() throws Exception {
    try (RunningWorker first = start("first");
        RunningWorker second = start("second");
        Tail<MetricsWindow> windows = CLUSTER.committed(Topics.METRICS)) {
      publish();

      String key = "shift/1/" + atMs / DAY_MS * DAY_MS + "/" + DAY_MS + "/";
      Map<String, Long> all = Map.of(key + "first-metrics", 50L, key + "second-metrics", 50L);
      waitFor("each application to count each label once")
          .untilAsserted(() -> assertThat(labelled(windows)).isEqualTo(all));
      for (RunningWorker worker : List.of(first, second)) {
        waitFor("the counters, which follow the commit")
            .untilAsserted(
                () -> {
                  assertThat(worker.metric("sightline_predictions_joined_total")).isEqualTo(IMAGES);
                  assertThat(worker.metric("sightline_labels_total", "outcome=\"paired\""))
                      .isEqualTo(IMAGES);
                });
      }
      assertThat(windows.records())
          .allSatisfy(
              record ->
                  assertThat(new String(record.key(), StandardCharsets.UTF_8))
                      .endsWith("/" + record.value().getApplication()))
          .allSatisfy(
              record -> assertThat(record.value().getPredictions()).isLessThanOrEqualTo(IMAGES));
    }
  }

  private void publish() {
    try (Producer<String, Prediction> predictions = CLUSTER.producer(Topics.PREDICTIONS);
        Producer<String, Label> labels = CLUSTER.producer(Topics.LABELS)) {
      for (int i = 0; i < IMAGES; i++) {
        String id = "image-" + i;
        predictions.send(
            new ProducerRecord<>(Topics.PREDICTIONS.name(), null, atMs, id, prediction(id)));
        Label label = new Label(id, "cat", Instant.ofEpochMilli(atMs), "test");
        labels.send(new ProducerRecord<>(Topics.LABELS.name(), null, atMs, id, label));
      }
    }
  }

  private Prediction prediction(String id) {
    return Prediction.newBuilder()
        .setId(id)
        .setLabel("cat")
        .setLabelIndex(0)
        .setConfidence(1)
        .setProbabilities(List.of(1f))
        .setModelName("shift")
        .setModelVersion(1)
        .setCapturedAt(Instant.ofEpochMilli(atMs))
        .setScoredAt(Instant.ofEpochMilli(atMs))
        .build();
  }

  private static Map<String, Long> labelled(Tail<MetricsWindow> windows) {
    Map<String, Long> labelled = new TreeMap<>();
    windows
        .records()
        .forEach(
            record ->
                labelled.put(
                    new String(record.key(), StandardCharsets.UTF_8),
                    record.value().getLabelled()));
    return labelled;
  }
}
