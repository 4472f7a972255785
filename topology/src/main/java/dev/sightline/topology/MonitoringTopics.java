package dev.sightline.topology;

import dev.sightline.schemas.Topics;
import dev.sightline.topology.monitoring.join.PairingStore;
import dev.sightline.topology.monitoring.windows.BucketStore;
import dev.sightline.topology.monitoring.windows.FormerCounts;
import dev.sightline.topology.settings.WorkerConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * What a cluster has that the metrics topology is built on.
 *
 * @param joinPartitions into how many partitions image ids are divided: those of {@code
 *     predictions}, so that a prediction which stands in its place needs no other
 * @param countPartitions into how many partitions model versions are divided: as many as the
 *     application's stores of then have, if it has run before
 * @param formerCounts whether the application has consumed {@code metrics-counts} as the first
 *     version did, and may have left something there
 */
public record MonitoringTopics(int joinPartitions, int countPartitions, boolean formerCounts) {
  static final int DEFAULT_COUNT_PARTITIONS = 2;

  private static final int ANSWER_WITHIN_MS = 20_000;

  /**
   * Asks a cluster that has the topics of the catalogue.
   *
   * @throws KafkaException when it can't be asked; its cause is what the broker or client said
   * @throws ConfigException when {@code predictions} was given other partitions
   */
  static MonitoringTopics of(Admin admin, String applicationId) {
    String predictions = Topics.PREDICTIONS.name();
    String buckets = applicationId + "-" + BucketStore.BUCKETS + "-changelog";
    String pairings = applicationId + "-" + PairingStore.PAIRINGS + "-changelog";
    String former = FormerCounts.TOPIC.name();
    Map<String, Integer> partitions = partitions(admin, predictions, buckets, pairings, former);
    if (!partitions.containsKey(predictions)) {
      throw new KafkaException("there is no topic " + predictions);
    }
    int now = partitions.get(predictions);
    int then = partitions.getOrDefault(pairings, now);
    if (now != then) {
      throw new ConfigException(
          "%s has %d partitions, but had %d when %s was made: start with another %s, and what was counted begins anew"
              .formatted(predictions, now, then, pairings, WorkerConfig.APPLICATION_ID));
    }
    return new MonitoringTopics(
        now,
        partitions.getOrDefault(buckets, DEFAULT_COUNT_PARTITIONS),
        partitions.containsKey(former) && consumedBy(admin, applicationId).contains(former));
  }

  /** The topics whose values the topology reads as Avro in the Confluent wire format. */
  static Set<String> inAvro(String applicationId) {
    return Set.of(
        Topics.PREDICTIONS.name(),
        applicationId + "-predictions-repartition",
        applicationId + "-labels-repartition",
        FormerCounts.TOPIC.name());
  }

  private static Map<String, Integer> partitions(Admin admin, String... topics) {
    ListTopicsOptions listing = new ListTopicsOptions().timeoutMs(ANSWER_WITHIN_MS);
    DescribeTopicsOptions describing = new DescribeTopicsOptions().timeoutMs(ANSWER_WITHIN_MS);
    Set<String> all = get(admin.listTopics(listing).names());
    List<String> there = Stream.of(topics).filter(all::contains).toList();
    return get(admin.describeTopics(there, describing).allTopicNames()).values().stream()
        .collect(Collectors.toMap(TopicDescription::name, topic -> topic.partitions().size()));
  }

  private static Set<String> consumedBy(Admin admin, String group) {
    ListConsumerGroupOffsetsOptions asking =
        new ListConsumerGroupOffsetsOptions().timeoutMs(ANSWER_WITHIN_MS);
    return get(admin.listConsumerGroupOffsets(group, asking).partitionsToOffsetAndMetadata())
        .keySet()
        .stream()
        .map(TopicPartition::topic)
        .collect(Collectors.toSet());
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException failure) {
      throw new KafkaException(
          "can't look at the topics of the metrics: " + failure.getCause().getMessage(),
          failure.getCause());
    }
  }
}
