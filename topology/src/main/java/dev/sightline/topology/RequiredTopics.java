package dev.sightline.topology;

import dev.sightline.schemas.ExistingTopics;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.topics.TopicFaults;
import dev.sightline.topology.topics.TopicSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, before a worker starts, whether its topics are there and fit one another, and whether it
 * may do with them what it must.
 */
final class RequiredTopics {
  private static final Logger LOG = LoggerFactory.getLogger(RequiredTopics.class);

  private RequiredTopics() {}

  /**
   * Warns of settings that go well for now, or that nobody may look at.
   *
   * @param rights that the worker must have, and those that it goes on without
   * @param producerMaxBytes the most bytes of a record that scoring's producers take
   * @throws ConfigException when rights or topics are missing, or topics don't fit, or would lose
   *     what is written to them; the message names each
   * @throws KafkaException when the broker can't be asked
   */
  static void check(
      Map<String, Object> clientConfig, RequiredRights rights, long producerMaxBytes) {
    try (Admin admin = Admin.create(new HashMap<>(clientConfig))) {
      rights.check(admin);
      refuse(faults(ExistingTopics.of(admin)));
      check(admin, producerMaxBytes);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (KafkaException e) {
      throw e.getCause() instanceof TimeoutException
          ? new KafkaException(
              "no answer from %s: %s"
                  .formatted(clientConfig.get("bootstrap.servers"), e.getMessage()),
              e)
          : e;
    }
  }

  private static void check(Admin admin, long producerMaxBytes) throws InterruptedException {
    TopicFaults found;
    try {
      found = TopicFaults.of(TopicSettings.of(admin, Topics.ALL), producerMaxBytes);
    } catch (KafkaException noAnswer) {
      LOG.warn("{}; Kafka's defaults are taken to hold", noAnswer.getMessage());
      return;
    }
    found.warnings().forEach(LOG::warn);
    refuse(found.faults());
  }

  private static void refuse(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new ConfigException(String.join("; ", faults));
    }
  }

  /**
   * The settings of all topics, by name.
   *
   * @throws KafkaException when the broker can't be asked
   */
  static Map<String, TopicSettings> settings(Map<String, Object> clientConfig) {
    try (Admin admin = Admin.create(new HashMap<>(clientConfig))) {
      return TopicSettings.of(admin, Topics.ALL);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static List<String> faults(ExistingTopics existing) {
    return Stream.of(
            existing.missing(Topics.ALL.toArray(Topic<?>[]::new)),
            Topics.coPartitioningFault(existing.partitions(), Map.of()))
        .flatMap(Optional::stream)
        .toList();
  }
}
