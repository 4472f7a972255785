package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.endtoend.LabelledHistory.Event;
import dev.sightline.endtoend.LabelledHistory.Phase;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The metrics stream on a real broker: labels in every order, a restart in between, and all of it
 * put anywhere: labels by CRC32 into another number of partitions, predictions by CRC32 or murmur2.
 */
class LabelsIT {
  private static final int IMAGES = 1100;
  private static final Map<String, ?> BY_CRC32 =
      Map.of(ProducerConfig.PARTITIONER_CLASS_CONFIG, LibrdkafkaPartitioner.class.getName());

  @RegisterExtension static final Cluster CLUSTER = new Cluster(3);

  private static final int LABEL_PARTITIONS = 5;

  @TempDir Path folder;

  @BeforeAll
  static void giveLabelsAnotherNumberOfPartitions() throws Exception {
    try (Admin admin = CLUSTER.admin()) {
      admin
          .createPartitions(
              Map.of(Topics.LABELS.name(), NewPartitions.increaseTo(LABEL_PARTITIONS)))
          .all()
          .get();
    }
  }

  private final Map<String, ?> settings =
      Map.of(
          "sightline.roles",
          "metrics",
          "num.stream.threads",
          2,
          "sightline.label.retention.ms",
          LabelledHistory.RETENTION.toMillis(),
          "sightline.metrics.window.size.ms",
          LabelledHistory.WINDOW.toMillis(),
          "sightline.metrics.window.advance.ms",
          LabelledHistory.ADVANCE.toMillis(),
          "sightline.metrics.emit.interval.ms",
          200);

  private final LabelledHistory history =
      new LabelledHistory(Instant.now().minus(Duration.ofHours(5)), IMAGES, 3);

  @Test
  void windowsEqualARecomputationFromAllRecords() throws Exception {
    history.close(CLUSTER.partitionNumbers().stream().map(LabelsIT::idOf).toList());
    try (Group group = Group.metrics(CLUSTER);
        Tail<MetricsWindow> windows = CLUSTER.committed(Topics.METRICS)) {
      try (RunningWorker worker = RunningWorker.start(CLUSTER, folder, settings)) {
        take(history.early, group);
        publish(half(history.main, 0));
        waitFor("some of it").until(() -> !windows.records().isEmpty());
        assertThat(worker.isReady()).isTrue();
      }
      publish(half(history.main, 1));
      try (RunningWorker again = RunningWorker.start(CLUSTER, folder, settings)) {
        waitForAll(group);
        take(history.later, group);
        take(history.tooLate, group);
        take(history.closing, group);
        waitFor("the windows to show it all")
            .untilAsserted(() -> assertThat(cells(windows)).isEqualTo(history.cells()));
        for (String outcome : List.of("late", "unknown", "duplicate", "stale", "corrected")) {
          int expected = history.labelOutcomes.get(outcome);
          waitFor(expected + " labels to be " + outcome)
              .until(() -> labels(again, outcome) == expected);
        }
        assertThat(labels(again, "malformed")).isZero();
        DocumentedMeters.explainThoseOf(again);
        assertThat(again.isReady()).isTrue();
      }
    }
  }

  private static double labels(RunningWorker worker, String outcome) {
    return worker.metric("sightline_labels_total", "outcome=\"" + outcome + "\"");
  }

  private static void take(Phase phase, Group group) {
    publish(phase);
    waitForAll(group);
  }

  private static void waitForAll(Group group) {
    waitFor("all records to be consumed")
        .until(() -> group.hasConsumed(Topics.PREDICTIONS, Topics.LABELS));
  }

  private static Phase half(Phase whole, int which) {
    Phase half = new Phase();
    half.predictions.addAll(half(whole.predictions, which));
    half.labels.addAll(half(whole.labels, which));
    return half;
  }

  private static <T> List<T> half(List<T> whole, int which) {
    int middle = whole.size() / 2;
    return which == 0 ? whole.subList(0, middle) : whole.subList(middle, whole.size());
  }

  private static void publish(Phase phase) {
    Map<Boolean, List<Event<Prediction>>> byEvenness =
        phase.predictions.stream()
            .collect(Collectors.partitioningBy(event -> event.id().hashCode() % 2 == 0));
    publish(Topics.PREDICTIONS, byEvenness.get(true), Map.of());
    publish(Topics.PREDICTIONS, byEvenness.get(false), BY_CRC32);
    publish(Topics.LABELS, phase.labels, BY_CRC32);
  }

  private static <V extends SpecificRecord> void publish(
      Topic<V> topic, List<Event<V>> events, Map<String, ?> settings) {
    try (Producer<String, V> producer = CLUSTER.producer(topic, settings)) {
      for (Event<V> event : events) {
        long atMs = event.at().toEpochMilli();
        producer.send(new ProducerRecord<>(topic.name(), null, atMs, event.id(), event.value()));
      }
    }
  }

  /** An id that the producer puts into a partition. */
  private static String idOf(int partition) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "closing-" + i)
        .filter(
            id ->
                Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8)))
                        % CLUSTER.partitions()
                    == partition)
        .findFirst()
        .orElseThrow();
  }

  /** The counts of each window's last record that are not zero. */
  private static Map<String, Long> cells(Tail<MetricsWindow> windows) {
    Map<String, MetricsWindow> last = new HashMap<>();
    windows
        .records()
        .forEach(
            record -> last.put(new String(record.key(), StandardCharsets.UTF_8), record.value()));
    Map<String, Long> cells = new HashMap<>();
    for (MetricsWindow window : last.values()) {
      int version = window.getModelVersion();
      Instant start = window.getWindowStart();
      List<String> names = window.getLabels();
      cells.put(LabelledHistory.predictionsKey(version, start), window.getPredictions());
      assertThat(window.getImageStatistics())
          .as("of all predictions, and all alike")
          .hasSize(8)
          .allSatisfy(
              each -> assertThat(each.getCounts()).containsExactly(window.getPredictions()));
      for (int i = 0; i < window.getConfusionMatrix().size(); i++) {
        String actual = names.get(i / names.size());
        String predicted = names.get(i % names.size());
        cells.put(
            LabelledHistory.cellKey(version, start, actual, predicted),
            window.getConfusionMatrix().get(i));
      }
    }
    cells.values().removeIf(count -> count == 0);
    return cells;
  }
}
