package dev.sightline.endtoend;

import dev.sightline.schemas.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The consumer group of one of the workers' applications, seen from outside. */
final class Group implements AutoCloseable {
  private final String id;
  private final Cluster cluster;
  private final Admin admin;

  private Group(String id, Cluster cluster) {
    this.id = id;
    this.cluster = cluster;
    this.admin = cluster.admin();
  }

  static Group scoring(Cluster cluster) {
    return new Group("sightline-score", cluster);
  }

  static Group metrics(Cluster cluster) {
    return new Group("sightline-metrics", cluster);
  }

  /**
   * Whether the group is at rest, and these workers and no others hold all partitions of a topic,
   * each at least one.
   *
   * @param workers as their {@code client.id} names them
   */
  boolean shares(Topic<?> topic, String... workers) {
    return holders(topic).stream()
        .map(thread -> thread.replaceFirst("-StreamThread-.*", ""))
        .collect(Collectors.toSet())
        .equals(Set.of(workers));
  }

  /** Whether the group is at rest, and so many stream threads hold all partitions of a topic. */
  boolean isSpreadOver(int threads, Topic<?> topic) {
    return holders(topic).size() == threads;
  }

  /** The client ids of its members. */
  Set<String> clientIds() {
    return describe().map(ConsumerGroupDescription::members).orElse(List.of()).stream()
        .map(MemberDescription::clientId)
        .collect(Collectors.toSet());
  }

  /** The stream threads that hold a topic's partitions; none while that may change. */
  private Set<String> holders(Topic<?> topic) {
    Set<String> holders = new TreeSet<>();
    Set<Integer> held = new TreeSet<>();
    Optional<ConsumerGroupDescription> stable =
        describe().filter(group -> group.groupState() == GroupState.STABLE);
    for (MemberDescription member :
        stable.map(ConsumerGroupDescription::members).orElse(List.of())) {
      for (TopicPartition partition : member.assignment().topicPartitions()) {
        if (partition.topic().equals(topic.name())) {
          holders.add(member.clientId());
          held.add(partition.partition());
        }
      }
    }
    return held.equals(Set.copyOf(cluster.partitionNumbers())) ? holders : Set.of();
  }

  /** The group, once its first member has come. */
  private Optional<ConsumerGroupDescription> describe() {
    try {
      return Optional.of(admin.describeConsumerGroups(List.of(id)).describedGroups().get(id).get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Optional.empty();
      }
      throw new IllegalStateException("no answer about the group", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("no answer about the group", e);
    }
  }

  /** Whether all that was written to these topics, without transactions, is consumed. */
  boolean hasConsumed(Topic<?>... topics) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        get(admin.listConsumerGroupOffsets(id).partitionsToOffsetAndMetadata());
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    get(admin.describeTopics(Stream.of(topics).map(Topic::name).toList()).allTopicNames())
        .values()
        .forEach(
            topic ->
                topic
                    .partitions()
                    .forEach(
                        each ->
                            ends.put(
                                new TopicPartition(topic.name(), each.partition()),
                                OffsetSpec.latest())));
    return get(admin.listOffsets(ends).all()).entrySet().stream()
        .allMatch(
            end -> {
              OffsetAndMetadata done = committed.get(end.getKey());
              return end.getValue().offset() == (done == null ? 0 : done.offset());
            });
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("no answer about the group", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
