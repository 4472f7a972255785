package dev.sightline.schemas;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of the catalogue that a cluster has.
 *
 * @param partitions how many partitions each has, by name
 */
public record ExistingTopics(Map<String, Integer> partitions) {
  private static final int ANSWER_WITHIN_MS = 20_000;

  /**
   * Asks a cluster for all.
   *
   * @throws KafkaException when it can't be asked; its cause is what the broker or client said
   */
  public static ExistingTopics of(Admin admin) throws InterruptedException {
    return of(admin, Topics.ALL);
  }

  /**
   * Asks a cluster for some. They are asked for by name, as a list would leave out those that the
   * broker doesn't let this user see.
   *
   * @throws KafkaException when it can't be asked, or doesn't let this user see one; its cause is
   *     what the broker or client said
   */
  public static ExistingTopics of(Admin admin, Collection<Topic<?>> topics)
      throws InterruptedException {
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin
            .describeTopics(
                topics.stream().map(Topic::name).toList(),
                new DescribeTopicsOptions().timeoutMs(ANSWER_WITHIN_MS))
            .topicNameValues();
    Map<String, Integer> partitions = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
      try {
        partitions.put(answer.getKey(), answer.getValue().get().partitions().size());
      } catch (ExecutionException failure) {
        if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new KafkaException(
              "can't look at the topics: " + failure.getCause().getMessage(), failure.getCause());
        }
      }
    }
    return new ExistingTopics(Map.copyOf(partitions));
  }

  /**
   * What is wrong when some topics are needed.
   *
   * @return a sentence that names those that aren't there and says how to create them; empty when
   *     all are
   */
  public Optional<String> missing(Topic<?>... needed) {
    List<String> missing =
        Arrays.stream(needed)
            .map(Topic::name)
            .filter(name -> !partitions.containsKey(name))
            .toList();
    return switch (missing.size()) {
      case 0 -> Optional.empty();
      case 1 ->
          Optional.of(
              "there is no topic %s: `sightline topics create` creates it"
                  .formatted(missing.get(0)));
      default ->
          Optional.of(
              "there are no topics %s: `sightline topics create` creates them"
                  .formatted(String.join(", ", missing)));
    };
  }
}
