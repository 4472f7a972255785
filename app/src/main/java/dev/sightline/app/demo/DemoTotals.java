package dev.sightline.app.demo;

import dev.sightline.app.metrics.RollingWindow;
import dev.sightline.app.metrics.WindowCells;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.WindowCell;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the topics say of the run so far: committed predictions and dead letters, counted, the
 * metrics windows and the alarms. One thread follows; any may ask.
 */
final class DemoTotals {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final List<Topic<?>> TOPICS =
      List.of(Topics.PREDICTIONS, Topics.DEAD_LETTERS, Topics.METRICS, Topics.DRIFT_ALERTS);

  private final Map<String, Object> config;
  private final AvroDeserializer<Prediction> predictions;
  private final AvroDeserializer<MetricsWindow> windows;
  private final AvroDeserializer<DriftAlert> alerts;
  private final long windowSizeMs;
  private final String model;
  private final Set<String> classes;

  private final Map<Integer, Long> predictionsByVersion = new TreeMap<>();
  private final Map<String, MetricsWindow> apart = new HashMap<>();
  private final TreeMap<Integer, RollingWindow> rolling = new TreeMap<>();
  private final DemoAlarms alarms = new DemoAlarms();
  private long deadLetters;
  private Instant firstScoredAt;
  private Instant lastScoredAt;

  /**
   * @param windowSize of the worker's metrics: every that many, windows don't overlap
   * @param model whose predictions count; others may use the demo's broker, too
   * @param classes of the model
   */
  DemoTotals(
      Map<String, Object> config,
      SchemaRegistry registry,
      Duration windowSize,
      String model,
      List<String> classes) {
    this.config = config;
    this.predictions = new AvroDeserializer<>(Prediction.class, registry);
    this.windows = new AvroDeserializer<>(MetricsWindow.class, registry);
    this.alerts = new AvroDeserializer<>(DriftAlert.class, registry);
    this.windowSizeMs = windowSize.toMillis();
    this.model = model;
    this.classes = Set.copyOf(classes);
  }

  /** Follows the topics until interrupted. */
  void follow() {
    Map<String, Object> consumerConfig = new HashMap<>(config);
    consumerConfig.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (Topic<?> topic : TOPICS) {
        consumer
            .partitionsFor(topic.name())
            .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      pollUntilInterrupted(consumer);
    }
  }

  private void pollUntilInterrupted(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      while (true) {
        consumer.poll(POLL).forEach(this::add);
      }
    } catch (InterruptException stopped) {
      Thread.interrupted(); // with the mark set, the consumer could not close in good order
    }
  }

  private synchronized void add(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topics.PREDICTIONS.name())) {
      add(predictions.deserialize(record.topic(), record.value()));
    } else if (record.topic().equals(Topics.METRICS.name())) {
      add(windows.deserialize(record.topic(), record.value()));
    } else if (record.topic().equals(Topics.DRIFT_ALERTS.name())) {
      add(alerts.deserialize(record.topic(), record.value()));
    } else {
      deadLetters++;
    }
  }

  private void add(MetricsWindow window) {
    if (!window.getModelName().equals(model)) {
      return;
    }
    rolling.computeIfAbsent(window.getModelVersion(), any -> new RollingWindow(1)).add(window);
    if (window.getWindowStart().toEpochMilli() % windowSizeMs == 0) {
      apart.put(window.getModelVersion() + "/" + window.getWindowStart(), window);
    }
  }

  private void add(DriftAlert alert) {
    if (alert.getModelName().equals(model)) {
      alarms.add(alert);
    }
  }

  private void add(Prediction prediction) {
    if (!prediction.getModelName().equals(model)) {
      return;
    }
    predictionsByVersion.merge(prediction.getModelVersion(), 1L, Long::sum);
    Instant scoredAt = prediction.getScoredAt();
    firstScoredAt = firstScoredAt == null ? scoredAt : firstScoredAt;
    lastScoredAt = lastScoredAt == null || scoredAt.isAfter(lastScoredAt) ? scoredAt : lastScoredAt;
  }

  synchronized long predictions() {
    return predictionsByVersion.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized long deadLetters() {
    return deadLetters;
  }

  /** Predictions by model version, ascending. */
  synchronized Map<Integer, Long> predictionsByVersion() {
    return new TreeMap<>(predictionsByVersion);
  }

  /** Predictions a second between the first and the last; 0 with fewer than two. */
  synchronized double imagesPerSecond() {
    if (firstScoredAt == null || !lastScoredAt.isAfter(firstScoredAt)) {
      return 0;
    }
    return predictions() * 1000.0 / Duration.between(firstScoredAt, lastScoredAt).toMillis();
  }

  /** The newest full window of the newest version. */
  synchronized Optional<MetricsWindow> recent() {
    return Optional.ofNullable(rolling.lastEntry()).map(newest -> newest.getValue().newest());
  }

  DemoAlarms alarms() {
    return alarms;
  }

  /** All labelled predictions of a version: the sum of windows that don't overlap. */
  synchronized ConfusionMatrix matrix(int version, List<String> labels) {
    return sum(labels, window -> window.getModelVersion() == version);
  }

  /** All labelled predictions. */
  synchronized ConfusionMatrix matrix(List<String> labels) {
    return sum(labels, window -> true);
  }

  private ConfusionMatrix sum(List<String> labels, Predicate<MetricsWindow> wanted) {
    ConfusionMatrix sum = new ConfusionMatrix(labels);
    apart.values().stream().filter(wanted).forEach(window -> addTo(sum, window));
    return sum;
  }

  /** Labels that others gave may be of other classes; they have no row. */
  private void addTo(ConfusionMatrix sum, MetricsWindow window) {
    List<String> names = window.getLabels();
    for (WindowCell cell : WindowCells.of(window)) {
      String actual = names.get(cell.getActual());
      if (classes.contains(actual)) {
        sum.add(index(sum, actual), index(sum, names.get(cell.getPredicted())), cell.getCount());
      }
    }
  }

  private static int index(ConfusionMatrix matrix, String label) {
    return matrix
        .indexOf(label)
        .orElseThrow(
            () -> new IllegalStateException("the class " + label + " is none of the data"));
  }
}
