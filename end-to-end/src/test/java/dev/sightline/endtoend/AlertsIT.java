package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.StoredWatch;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.stored.StoredSerde;
import dev.sightline.topology.settings.WorkerConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alarms and windows on a real broker, with the worker killed in the middle of windows, before an
 * alarm and after it; and a webhook that is away meanwhile.
 */
class AlertsIT {
  private static final Duration WINDOW = Duration.ofMinutes(2);
  private static final Duration ADVANCE = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofDays(1);

  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  @TempDir Path folder;

  private int published;

  private Map<String, Object> settings() {
    return new HashMap<>(
        Map.of(
            WorkerConfig.ROLES,
            "metrics",
            WorkerConfig.DRIFT_MEAN_RUN,
            1_000_000,
            WorkerConfig.DRIFT_CLEAR_AFTER,
            100,
            WorkerConfig.WINDOW_SIZE_MS,
            WINDOW.toMillis(),
            WorkerConfig.WINDOW_ADVANCE_MS,
            ADVANCE.toMillis(),
            WorkerConfig.FIRST_IMAGES,
            200,
            "commit.interval.ms",
            100,
            "session.timeout.ms",
            6_000,
            "repartition.purge.interval.ms", // the counts stay, to be taken in once more
            LONG.toMillis()));
  }

  @Test
  void whatDriftedIsToldOnceAndAllIsCountedOnceThoughTheWorkerIsKilled() throws Exception {
    CLUSTER.models().publishEvaluated(1, evaluation());
    Map<String, Object> settings = settings();
    try (AlertReceiver receiver = new AlertReceiver()) {
      settings.put(WorkerConfig.WEBHOOK_URL, receiver.url());
      settings.put(WorkerConfig.WEBHOOK_SECRET, AlertReceiver.SECRET);
      settings.put(WorkerConfig.WEBHOOK_PAUSE_MS, 1_000);
      try (WorkerProcess worker = WorkerProcess.start(CLUSTER, "watcher", folder, settings);
          Tail<DriftAlert> alerts = CLUSTER.committed(Topics.DRIFT_ALERTS);
          Group group = Group.metrics(CLUSTER)) {
        publish(200, true);
        waitForAll(group);
        publish(100, true);
        worker.kill();
        worker.start();
        receiver.goAway();
        publish(100, false);
        waitFor("the alarm").until(() -> states(alerts).equals(List.of(AlertState.RAISED)));
        waitFor("posts in vain").until(() -> receiver.sentAway() > 1);

        publish(50, false);
        worker.kill();
        publish(50, false);
        worker.start();
        receiver.comeBack();
        waitForAll(group);
        publish(400, true);
        waitFor("the end of the alarm").until(() -> states(alerts).contains(AlertState.CLEARED));

        publish(100, true);
        waitForAll(group);
        assertThat(states(alerts)).containsExactly(AlertState.RAISED, AlertState.CLEARED);
        windowsAreThoseOfAllRecords();
        alarmsAndWhatTheyRememberAreThoseOfOneThatNobodyKilled(alerts, settings);
        eachWasPosted(alerts, receiver);
        AlertRules.ask(
            worker.scrape(), "sightline-workers", "sightline-metrics", "sightline-webhook");
        worker.requireRunning();
      }
    }
  }

  private static void windowsAreThoseOfAllRecords() {
    try (Tail<Prediction> predictions = CLUSTER.committed(Topics.PREDICTIONS);
        Tail<Label> labels = CLUSTER.committed(Topics.LABELS);
        Tail<MetricsWindow> windows = CLUSTER.committed(Topics.METRICS)) {
      Map<Long, WindowSums> expected =
          WindowSums.recomputed(predictions.records(), labels.records(), WINDOW, ADVANCE);
      assertThat(expected).hasSizeGreaterThan(3);
      waitFor("the windows to show it all")
          .untilAsserted(
              () -> {
                Map<Long, WindowSums> last = new TreeMap<>();
                windows
                    .values()
                    .forEach(
                        window ->
                            last.put(
                                window.getWindowStart().toEpochMilli(), WindowSums.of(window)));
                assertThat(last).isEqualTo(expected);
              });
    }
  }

  /** All but the wall-clock time of the last image, which differs. */
  private void alarmsAndWhatTheyRememberAreThoseOfOneThatNobodyKilled(
      Tail<DriftAlert> alerts, Map<String, Object> settings) {
    try (RecomputedAlerts recomputed =
            new RecomputedAlerts(CLUSTER, folder.resolve("recomputed"), settings);
        Tail<byte[]> counts =
            Tail.of(CLUSTER, RecomputedAlerts.countsTopic(), new ByteArrayDeserializer());
        Tail<StoredWatch> watches =
            Tail.of(
                CLUSTER,
                RecomputedAlerts.watchesTopic(),
                StoredSerde.of(StoredWatch.class).deserializer())) {
      waitFor("all images to be looked at")
          .until(() -> last(watches).values().stream().anyMatch(w -> w.getImages() == published));
      recomputed.takeIn(counts.records());
      assertThat(alerts.values()).isEqualTo(recomputed.alerts());
      assertThat(withoutWallClock(last(watches)))
          .isEqualTo(withoutWallClock(recomputed.watches()))
          .hasSize(1)
          .allSatisfy((model, watch) -> assertThat(watch.getAlarms()).hasSizeGreaterThan(5));
    }
  }

  private static Map<String, StoredWatch> last(Tail<StoredWatch> watches) {
    Map<String, StoredWatch> last = new TreeMap<>();
    watches
        .records()
        .forEach(
            record -> last.put(new String(record.key(), StandardCharsets.UTF_8), record.value()));
    return last;
  }

  private static Map<String, StoredWatch> withoutWallClock(Map<String, StoredWatch> watches) {
    watches.values().forEach(watch -> watch.setSeenAt(Instant.EPOCH));
    return watches;
  }

  private static void eachWasPosted(Tail<DriftAlert> alerts, AlertReceiver receiver) {
    Set<String> expected =
        alerts.values().stream()
            .map(alert -> alert.getStatistic() + alert.getState() + alert.getChangedAt())
            .collect(Collectors.toSet());
    waitFor("each to be posted")
        .untilAsserted(
            () ->
                assertThat(receiver.taken())
                    .extracting(
                        post ->
                            post.required("statistic").asText()
                                + post.required("state").asText()
                                + post.required("changedAt").asText())
                    .hasSameElementsAs(expected));
    assertThat(receiver.refused()).as("without a signature").isEmpty();
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

  /**
   * Predictions of all classes in turn, and their labels: each eleventh is wrong, or each is. A few
   * labels claim to be of the future, and count as of now.
   */
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
        Instant labelledAt = Instant.now().plus(Duration.ofHours(published % 100 == 0 ? 1 : 0));
        Label label = new Label(id, isRight ? said : other, labelledAt, "test");
        labels.send(new ProducerRecord<>(Topics.LABELS.name(), id, label));
      }
    }
  }

  private Prediction prediction(String id, String label) {
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
        .setImageStatistics(
            new ImageStatistics(100f + published * 7 % 50, 40f, 900f, 110f, 120f, 130f, 640, 480))
        .build();
  }
}
