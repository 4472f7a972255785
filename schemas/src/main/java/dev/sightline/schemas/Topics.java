package dev.sightline.schemas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every topic of the pipeline, and which of them must have the same number of partitions. */
public final class Topics {
  static {
    TrustedRecords.trust();
  }

  /** Partitions of the topics by image when nothing else is asked for. */
  public static final int DEFAULT_PARTITIONS = 6;

  /** How far ahead of the broker's clock a record's timestamp may lie; known since Kafka 3.6. */
  public static final String MAX_AHEAD = "message.timestamp.after.max.ms";

  /** Publishers learn at once of a time that can't be; of one that is little ahead, a worker. */
  private static final Map<String, String> FROM_ANYBODY = Map.of(MAX_AHEAD, "3600000");

  /** A refusal would stop the worker, which bounds its times itself. */
  private static final Map<String, String> FROM_WORKERS =
      Map.of(MAX_AHEAD, Long.toString(Long.MAX_VALUE));

  private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

  public static final Topic<ImageEvent> IMAGES =
      new Topic<>("images", ImageEvent.class, DEFAULT_PARTITIONS, FROM_ANYBODY);
  public static final Topic<Prediction> PREDICTIONS =
      new Topic<>("predictions", Prediction.class, DEFAULT_PARTITIONS, FROM_WORKERS);
  public static final Topic<Label> LABELS =
      new Topic<>("labels", Label.class, DEFAULT_PARTITIONS, FROM_ANYBODY);

  /** One partition, so that a version's manifest and parts stand in order, one behind another. */
  public static final Topic<ModelPart> MODELS =
      new Topic<>("models", ModelPart.class, 1, COMPACTED);

  public static final Topic<ModelRelease> MODEL_RELEASES =
      new Topic<>("model-releases", ModelRelease.class, 1, COMPACTED);
  public static final Topic<ModelEvent> MODEL_EVENTS =
      new Topic<>("model-events", ModelEvent.class, 1, Map.of());

  public static final Topic<MetricsWindow> METRICS =
      new Topic<>("metrics", MetricsWindow.class, 1, Map.of("cleanup.policy", "compact,delete"));

  public static final Topic<DriftAlert> DRIFT_ALERTS =
      new Topic<>("drift-alerts", DriftAlert.class, 1, COMPACTED);

  /** A dead letter at the most: any image that the other topics may be set to take, and headers. */
  public static final int DEAD_LETTER_MAX_BYTES = 32 << 20;

  /** The original key and bytes of what could not be scored; reason and coordinates in headers. */
  public static final Topic<byte[]> DEAD_LETTERS =
      new Topic<>(
          "dead-letters",
          byte[].class,
          1,
          Map.of(
              "max.message.bytes",
              Integer.toString(DEAD_LETTER_MAX_BYTES),
              MAX_AHEAD,
              Long.toString(Long.MAX_VALUE)));

  public static final List<Topic<?>> ALL =
      List.of(
          IMAGES,
          PREDICTIONS,
          LABELS,
          MODELS,
          MODEL_RELEASES,
          MODEL_EVENTS,
          METRICS,
          DRIFT_ALERTS,
          DEAD_LETTERS);

  /** Those whose key is the image id, and whose partitions are the unit of scale. */
  public static final List<Topic<?>> BY_IMAGE = List.of(IMAGES, PREDICTIONS, LABELS);

  /** Those that must have the same number of partitions. */
  public static final List<Topic<?>> CO_PARTITIONED = List.of(IMAGES, PREDICTIONS);

  /**
   * What is wrong with the numbers of partitions of the co-partitioned topics.
   *
   * @param existing partitions of the topics that a cluster has, by name
   * @param planned partitions that others would get, by name
   * @return a sentence without a full stop; empty when all have the same number
   */
  public static Optional<String> coPartitioningFault(
      Map<String, Integer> existing, Map<String, Integer> planned) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<String> found = new ArrayList<>();
    for (Topic<?> topic : CO_PARTITIONED) {
      String name = topic.name();
      if (existing.containsKey(name)) {
        counts.put(name, existing.get(name));
        found.add(name + " has " + existing.get(name));
      } else if (planned.containsKey(name)) {
        counts.put(name, planned.get(name));
        found.add(name + " would get " + planned.get(name));
      }
    }
    return counts.values().stream().distinct().count() <= 1
        ? Optional.empty()
        : Optional.of(
            "%s must have the same number of partitions, but %s"
                .formatted(String.join(", ", counts.keySet()), String.join(", ", found)));
  }

  private Topics() {}
}
