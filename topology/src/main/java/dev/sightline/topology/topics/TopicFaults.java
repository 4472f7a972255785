package dev.sightline.topology.topics;

import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with the settings of the topics. A fault loses records or stops their partition; a
 * warning is of what goes on with less than could be. Each says what was found, what comes of it,
 * and the command that mends it.
 *
 * @param faults with which no worker should start
 * @param warnings to be logged
 */
public record TopicFaults(List<String> faults, List<String> warnings) {
  private static final String MAX_BYTES = "max.message.bytes";
  private static final String CLEANUP = "cleanup.policy";
  private static final int PART_BYTES = 544 * 1024;
  private static final int WINDOW_BYTES = 1 << 20;
  private static final int HEADERS_BYTES = 16 * 1024;

  /**
   * Looks at them.
   *
   * @param all the settings of every topic, by name
   * @param producerMaxBytes the most bytes of a record that scoring's producers take
   */
  public static TopicFaults of(Map<String, TopicSettings> all, long producerMaxBytes) {
    Found found = new Found(all, new ArrayList<>(), new ArrayList<>());
    found.ofSizes(producerMaxBytes);
    found.ofCleanup();
    found.ofTimestamps(Topics.PREDICTIONS);
    found.ofTimestamps(Topics.DEAD_LETTERS);
    return new TopicFaults(List.copyOf(found.faults), List.copyOf(found.warnings));
  }

  private record Found(Map<String, TopicSettings> all, List<String> faults, List<String> warnings) {

    private TopicSettings of(Topic<?> topic) {
      return all.getOrDefault(topic.name(), TopicSettings.DEFAULT);
    }

    private void ofSizes(long producerMaxBytes) {
      for (Topic<?> topic : List.of(Topics.PREDICTIONS, Topics.DEAD_LETTERS)) {
        if (of(topic).maxBytes() < TopicLimits.LEAST_BYTES) {
          faults.add(
              found(topic, MAX_BYTES, of(topic).maxBytes(), "the smallest records don't fit")
                  + remedy(topic, MAX_BYTES, TopicSettings.DEFAULT.maxBytes()));
        }
      }
      long needed = of(Topics.IMAGES).maxBytes() + HEADERS_BYTES;
      if (of(Topics.DEAD_LETTERS).maxBytes() < needed) {
        warnings.add(
            found(
                    Topics.DEAD_LETTERS,
                    MAX_BYTES,
                    of(Topics.DEAD_LETTERS).maxBytes(),
                    "dead letters of the largest images will be shortened")
                + remedy(Topics.DEAD_LETTERS, MAX_BYTES, needed));
      } else if (producerMaxBytes < needed) {
        warnings.add(
            "max.request.size or buffer.memory is %d: dead letters of the largest images will be"
                    .formatted(producerMaxBytes)
                + " shortened; to write them whole, set both to %d or more".formatted(needed));
      }
      if (of(Topics.METRICS).maxBytes() < WINDOW_BYTES) {
        warnings.add(
            found(
                    Topics.METRICS,
                    MAX_BYTES,
                    of(Topics.METRICS).maxBytes(),
                    "windows of many classes will be refused, and the metrics won't go on")
                + remedy(Topics.METRICS, MAX_BYTES, TopicSettings.DEFAULT.maxBytes()));
      }
      if (of(Topics.MODELS).maxBytes() < PART_BYTES) {
        warnings.add(
            found(
                    Topics.MODELS,
                    MAX_BYTES,
                    of(Topics.MODELS).maxBytes(),
                    "no model can be published")
                + remedy(Topics.MODELS, MAX_BYTES, TopicSettings.DEFAULT.maxBytes()));
      }
    }

    private void ofCleanup() {
      for (Topic<?> topic : List.of(Topics.MODELS, Topics.MODEL_RELEASES)) {
        if (of(topic).forgets()) {
          faults.add(
              found(topic, CLEANUP, policies(topic), "Kafka will delete models that serve")
                  + remedy(topic, CLEANUP, "compact"));
        }
      }
      if (of(Topics.DEAD_LETTERS).compacts()) {
        faults.add(
            found(
                    Topics.DEAD_LETTERS,
                    CLEANUP,
                    policies(Topics.DEAD_LETTERS),
                    "dead letters without a key will be refused")
                + remedy(Topics.DEAD_LETTERS, CLEANUP, "delete"));
      }
      if (of(Topics.IMAGES).compacts()) {
        warnings.add(
            found(
                    Topics.IMAGES,
                    CLEANUP,
                    policies(Topics.IMAGES),
                    "an image that another of its id follows may be removed before it is scored")
                + remedy(Topics.IMAGES, CLEANUP, "delete"));
      }
    }

    private void ofTimestamps(Topic<?> written) {
      TopicSettings images = of(Topics.IMAGES);
      if (of(written).aheadMs() < images.aheadMs()) {
        warnings.add(
            found(
                    written,
                    "message.timestamp.after.max.ms",
                    of(written).aheadMs(),
                    "images takes later timestamps: such images become dead letters")
                + remedy(written, "message.timestamp.after.max.ms", images.aheadMs()));
      }
      if (of(written).behindMs() < images.behindMs()) {
        warnings.add(
            found(
                    written,
                    "message.timestamp.before.max.ms",
                    of(written).behindMs(),
                    "images takes earlier timestamps: such images become dead letters")
                + remedy(written, "message.timestamp.before.max.ms", images.behindMs()));
      }
    }

    private String policies(Topic<?> topic) {
      return String.join(",", of(topic).cleanupPolicies().stream().sorted().toList());
    }
  }

  private static String found(Topic<?> topic, String setting, Object value, String consequence) {
    return "%s has %s=%s: %s".formatted(topic.name(), setting, value, consequence);
  }

  private static String remedy(Topic<?> topic, String setting, Object value) {
    return "; to mend it: kafka-configs.sh --bootstrap-server HOST:PORT --alter --entity-type"
        + " topics"
        + " --entity-name %s --add-config %s=%s".formatted(topic.name(), setting, value);
  }
}
