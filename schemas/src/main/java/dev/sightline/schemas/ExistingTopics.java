package dev.sightline.schemas;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.KafkaException;

/**
 * The topics of the catalogue that a cluster has.
 *
 * @param partitions how many partitions each has, by name
 */
public record ExistingTopics(Map<String, Integer> partitions) {
  private static final int ANSWER_WITHIN_MS = 20_000;

  /**
   * Asks a cluster.
   *
   * @throws KafkaException when it can't be asked; its cause is what the broker or client said
   */
  public static ExistingTopics of(Admin admin) throws InterruptedException {
    try {
      Collection<String> all =
          admin.listTopics(new ListTopicsOptions().timeoutMs(ANSWER_WITHIN_MS)).names().get();
      List<String> ours = Topics.ALL.stream().map(Topic::name).filter(all::contains).toList();
      var described =
          admin
              .describeTopics(ours, new DescribeTopicsOptions().timeoutMs(ANSWER_WITHIN_MS))
              .allTopicNames()
              .get();
      return new ExistingTopics(
          ours.stream()
              .collect(
                  Collectors.toMap(name -> name, name -> described.get(name).partitions().size())));
    } catch (ExecutionException failure) {
      throw new KafkaException(
          "can't look at the topics: " + failure.getCause().getMessage(), failure.getCause());
    }
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
