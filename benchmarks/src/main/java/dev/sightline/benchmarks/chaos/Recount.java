package dev.sightline.benchmarks.chaos;

import dev.sightline.schemas.Label;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The windows recomputed from all predictions and labels, beside those that the workers published.
 * A run is shorter than the retention: every label belongs to its prediction.
 */
record Recount(
    Map<String, Object> config, SchemaRegistry registry, Duration size, Duration advance) {

  /** A window by model version and start. */
  private static String window(String model, int version, long startMs) {
    return "%s/%d/%d".formatted(model, version, startMs);
  }

  /** What the workers published last for each window. */
  SortedMap<String, WindowCounts> published() {
    SortedMap<String, WindowCounts> windows = new TreeMap<>();
    AvroDeserializer<MetricsWindow> avro = new AvroDeserializer<>(MetricsWindow.class, registry);
    new TopicRecords(config, Topics.METRICS.name())
        .forEach(
            record -> {
              MetricsWindow window = avro.deserialize(record.topic(), record.value());
              windows.put(
                  window(
                      window.getModelName(),
                      window.getModelVersion(),
                      window.getWindowStart().toEpochMilli()),
                  WindowCounts.of(window));
            });
    return windows;
  }

  /** What they should have published. */
  SortedMap<String, WindowCounts> recomputed() {
    Map<String, String> truth = truth();
    SortedMap<String, WindowCounts> windows = new TreeMap<>();
    AvroDeserializer<Prediction> avro = new AvroDeserializer<>(Prediction.class, registry);
    new TopicRecords(config, Topics.PREDICTIONS.name())
        .forEach(
            record -> {
              Prediction prediction = avro.deserialize(record.topic(), record.value());
              for (long startMs : startsOfWindowsOf(record.timestamp())) {
                WindowCounts counts =
                    windows.computeIfAbsent(
                        window(prediction.getModelName(), prediction.getModelVersion(), startMs),
                        key -> new WindowCounts());
                counts.predicted();
                String actual = truth.get(prediction.getId());
                if (actual != null) {
                  counts.labelled(actual, prediction.getLabel());
                }
              }
            });
    return windows;
  }

  private List<Long> startsOfWindowsOf(long timestampMs) {
    long last = timestampMs / advance.toMillis() * advance.toMillis();
    List<Long> starts = new ArrayList<>();
    for (long start = last; start > timestampMs - size.toMillis(); start -= advance.toMillis()) {
      starts.add(start);
    }
    return starts;
  }

  /** The actual class of each image that has a label: the one with the latest labelledAt. */
  private Map<String, String> truth() {
    Map<String, Label> latest = new HashMap<>();
    AvroDeserializer<Label> avro = new AvroDeserializer<>(Label.class, registry);
    new TopicRecords(config, Topics.LABELS.name())
        .forEach(
            record ->
                label(avro, record)
                    .ifPresent(
                        label ->
                            latest.merge(
                                label.getId(),
                                label,
                                (held, other) ->
                                    other.getLabelledAt().isAfter(held.getLabelledAt())
                                        ? other
                                        : held)));
    Map<String, String> truth = new HashMap<>();
    latest.forEach((id, label) -> truth.put(id, label.getLabel()));
    return truth;
  }

  private static Optional<Label> label(
      Deserializer<Label> avro, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return Optional.empty();
    }
    try {
      Label label = avro.deserialize(record.topic(), record.value());
      return label.getId().equals(new String(record.key(), StandardCharsets.UTF_8))
          ? Optional.of(label)
          : Optional.empty();
    } catch (UnreadableRecordException poisoned) {
      return Optional.empty();
    }
  }
}
