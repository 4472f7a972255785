package dev.sightline.topology.topics;

import dev.sightline.schemas.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The settings of one topic that decide what it takes and what it keeps.
 *
 * @param maxBytes of a batch of records, {@code max.message.bytes}
 * @param cleanupPolicies of {@code compact} and {@code delete}, one or both
 * @param retentionMs how long records are kept when they are deleted; -1 for ever
 * @param retentionBytes how much of a partition is kept when records are deleted; -1 all
 * @param behindMs how far a record's timestamp may lie behind the broker's clock
 * @param aheadMs how far a record's timestamp may lie ahead of the broker's clock
 */
public record TopicSettings(
    long maxBytes,
    Set<String> cleanupPolicies,
    long retentionMs,
    long retentionBytes,
    long behindMs,
    long aheadMs) {
  /** Those of a topic that nobody has set anything for, on a broker with Kafka's defaults. */
  public static final TopicSettings DEFAULT =
      new TopicSettings(
          1_048_588,
          Set.of(TopicConfig.CLEANUP_POLICY_DELETE),
          604_800_000,
          -1,
          Long.MAX_VALUE,
          3_600_000);

  private static final int ANSWER_WITHIN_MS = 10_000;

  /**
   * Asks a cluster for those of some topics, which must exist.
   *
   * @return by the topics' names
   * @throws KafkaException when it can't be asked; its cause is what the broker or client said
   */
  public static Map<String, TopicSettings> of(Admin admin, Collection<Topic<?>> topics)
      throws InterruptedException {
    List<ConfigResource> resources =
        topics.stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
            .toList();
    try {
      Map<String, TopicSettings> settings = new HashMap<>();
      admin
          .describeConfigs(resources, new DescribeConfigsOptions().timeoutMs(ANSWER_WITHIN_MS))
          .all()
          .get()
          .forEach((resource, config) -> settings.put(resource.name(), of(config)));
      return settings;
    } catch (ExecutionException failure) {
      throw new KafkaException(
          "can't look at the settings of the topics: " + failure.getCause().getMessage(),
          failure.getCause());
    }
  }

  private static TopicSettings of(Config config) {
    return new TopicSettings(
        number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, DEFAULT.maxBytes),
        policies(config),
        number(config, TopicConfig.RETENTION_MS_CONFIG, DEFAULT.retentionMs),
        number(config, TopicConfig.RETENTION_BYTES_CONFIG, DEFAULT.retentionBytes),
        number(config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, DEFAULT.behindMs),
        number(config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, DEFAULT.aheadMs));
  }

  /** A broker that doesn't know a setting yet doesn't tell it. */
  private static long number(Config config, String name, long otherwise) {
    return config.get(name) == null || config.get(name).value() == null
        ? otherwise
        : Long.parseLong(config.get(name).value());
  }

  private static Set<String> policies(Config config) {
    return config.get(TopicConfig.CLEANUP_POLICY_CONFIG) == null
        ? DEFAULT.cleanupPolicies
        : Set.of(config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().split(","));
  }

  /** Whether records are replaced by later ones of their key. */
  boolean compacts() {
    return cleanupPolicies.contains(TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  /** Whether records are deleted by their age or when they are too many. */
  boolean forgets() {
    return cleanupPolicies.contains(TopicConfig.CLEANUP_POLICY_DELETE)
        && (retentionMs >= 0 || retentionBytes >= 0);
  }

  /** Whether it takes a record of this timestamp, at this time of the broker's clock. */
  boolean takes(long timestampMs, long nowMs) {
    return timestampMs - nowMs <= aheadMs && nowMs - timestampMs <= behindMs;
  }
}
