package dev.sightline.app.topics;

import dev.sightline.schemas.ExistingTopics;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Creates the topics of the catalogue that a cluster doesn't have yet. Topics that exist are kept
 * as they are; run again, it changes nothing.
 */
public final class TopicCreation {
  /** What the controller has done for somebody else a broker shows a moment later. */
  private static final int ATTEMPTS = 50;

  private static final int PAUSE_MS = 100;

  private final Admin admin;
  private final OptionalInt partitions;
  private final Replication replication;

  /**
   * A topic of the catalogue as it is now.
   *
   * @param created whether it was created just now; otherwise it had been there
   */
  public record Outcome(String topic, int partitions, boolean created) {}

  /**
   * @param partitions of the topics by image; empty: the number that the existing co-partitioned
   *     ones have, or the catalogue's
   * @param replication of the new topics
   */
  public TopicCreation(Admin admin, OptionalInt partitions, Replication replication) {
    this.admin = admin;
    this.partitions = partitions;
    this.replication = replication;
  }

  /**
   * Creates what is missing.
   *
   * @return every topic of the catalogue, in its order
   * @throws IllegalStateException when the co-partitioned topics have different numbers of
   *     partitions, or would have; nothing is created then
   * @throws KafkaException when the broker can't be asked or refuses a topic; the message names it
   */
  public List<Outcome> run() throws InterruptedException {
    Set<String> created = new HashSet<>();
    for (int attempt = 1; ; attempt++) {
      try {
        return run(created);
      } catch (KafkaException refused) {
        boolean notSeenYet = refused.getCause() instanceof TopicExistsException;
        if (!notSeenYet || attempt == ATTEMPTS) {
          throw refused;
        }
        Thread.sleep(PAUSE_MS);
      }
    }
  }

  private List<Outcome> run(Set<String> created) throws InterruptedException {
    Map<String, Integer> existing = ExistingTopics.of(admin).partitions();
    Map<String, Integer> wanted = new LinkedHashMap<>();
    for (Topic<?> topic : Topics.ALL) {
      wanted.put(topic.name(), existing.getOrDefault(topic.name(), partitions(topic, existing)));
    }
    Topics.coPartitioningFault(existing, wanted)
        .ifPresent(
            fault -> {
              throw new IllegalStateException(fault + ". Nothing was created.");
            });
    create(wanted, existing, created);
    return Topics.ALL.stream()
        .map(Topic::name)
        .map(name -> new Outcome(name, wanted.get(name), created.contains(name)))
        .toList();
  }

  /** Whether a topic is one of those that the number of partitions asked for is for. */
  public static boolean byImage(String topic) {
    return Topics.BY_IMAGE.stream().anyMatch(each -> each.name().equals(topic));
  }

  private int partitions(Topic<?> topic, Map<String, Integer> existing) {
    if (!Topics.BY_IMAGE.contains(topic)) {
      return topic.partitions();
    }
    return partitions.orElseGet(
        () ->
            Topics.CO_PARTITIONED.stream()
                .map(other -> existing.get(other.name()))
                .filter(count -> count != null)
                .findFirst()
                .orElse(topic.partitions()));
  }

  private void create(
      Map<String, Integer> wanted, Map<String, Integer> existing, Set<String> created)
      throws InterruptedException {
    int brokers = brokers();
    List<NewTopic> missing =
        Topics.ALL.stream()
            .filter(topic -> !existing.containsKey(topic.name()))
            .map(topic -> newTopic(topic, wanted.get(topic.name()), brokers))
            .toList();
    Map<String, KafkaFuture<Void>> creations = admin.createTopics(missing).values();
    for (NewTopic topic : missing) {
      try {
        get(topic, creations.get(topic.name()));
      } catch (KafkaException refused) {
        createWithoutTimeBound(topic, refused);
      }
      created.add(topic.name());
    }
  }

  private NewTopic newTopic(Topic<?> topic, int partitions, int brokers) {
    Map<String, String> config = new HashMap<>(topic.config());
    replication
        .minInSync(brokers)
        .ifPresent(replicas -> config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicas));
    return new NewTopic(topic.name(), Optional.of(partitions), replication.replicas(brokers))
        .configs(config);
  }

  /** Those that are away for the moment are counted too: a topic outlives that. */
  private int brokers() throws InterruptedException {
    try {
      return brokers(new DescribeClusterOptions().includeFencedBrokers(true));
    } catch (KafkaException failure) {
      if (failure.getCause() instanceof UnsupportedVersionException) { // before 4.0
        return brokers(new DescribeClusterOptions());
      }
      throw failure;
    }
  }

  private int brokers(DescribeClusterOptions which) throws InterruptedException {
    try {
      return admin.describeCluster(which).nodes().get().size();
    } catch (ExecutionException failure) {
      throw new KafkaException(
          "can't count the brokers: " + failure.getCause().getMessage(), failure.getCause());
    }
  }

  /** Brokers before 3.6 know no bound of timestamps; a worker bounds them by itself. */
  private void createWithoutTimeBound(NewTopic topic, KafkaException refused)
      throws InterruptedException {
    Map<String, String> others = new HashMap<>(topic.configs());
    boolean bounded = others.remove(Topics.MAX_AHEAD) != null;
    if (!bounded || !(refused.getCause() instanceof InvalidConfigurationException)) {
      throw refused;
    }
    topic.configs(others);
    get(topic, admin.createTopics(List.of(topic)).values().get(topic.name()));
  }

  private static void get(NewTopic topic, KafkaFuture<Void> creation) throws InterruptedException {
    try {
      creation.get();
    } catch (ExecutionException failure) {
      throw new KafkaException(
          "topic %s: %s".formatted(topic.name(), failure.getCause().getMessage()),
          failure.getCause());
    }
  }
}
