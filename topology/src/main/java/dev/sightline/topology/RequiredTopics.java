package dev.sightline.topology;

import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Looks, before a worker starts, whether its topics are there and fit one another. */
final class RequiredTopics {
  private static final int TIMEOUT_SECONDS = 20;

  private RequiredTopics() {}

  /**
   * @throws ConfigException with one message that names every fault
   * @throws KafkaException when the broker can't be reached
   */
  static void check(Map<String, Object> clientConfig) {
    try (Admin admin = Admin.create(new HashMap<>(clientConfig))) {
      var names = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      TreeSet<String> missing = new TreeSet<>(Topics.ALL.stream().map(Topic::name).toList());
      missing.removeAll(names);
      if (!missing.isEmpty()) {
        throw new ConfigException(
            "topics are missing: " + String.join(", ", missing) + " (create them first)");
      }
      checkPartitions(admin);
    } catch (ExecutionException e) {
      throw new KafkaException("can't look at the topics: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new KafkaException(
          "no answer from "
              + clientConfig.get("bootstrap.servers")
              + " in "
              + TIMEOUT_SECONDS
              + " s",
          e);
    } catch (InterruptedException e) {
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }

  private static void checkPartitions(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<String> together =
        List.of(Topics.IMAGES.name(), Topics.PREDICTIONS.name(), Topics.LABELS.name());
    List<String> counts = new ArrayList<>();
    TreeSet<Integer> distinct = new TreeSet<>();
    var described =
        admin.describeTopics(together).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    for (String topic : together) {
      int partitions = described.get(topic).partitions().size();
      counts.add(topic + " " + partitions);
      distinct.add(partitions);
    }
    if (distinct.size() > 1) {
      throw new ConfigException(
          "these topics must have the same number of partitions: " + String.join(", ", counts));
    }
  }
}
