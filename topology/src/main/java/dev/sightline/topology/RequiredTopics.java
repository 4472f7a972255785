package dev.sightline.topology;

import dev.sightline.schemas.ExistingTopics;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
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

/** Looks, before a worker starts, whether its topics are there and fit one another. */
final class RequiredTopics {
  private RequiredTopics() {}

  /**
   * @throws ConfigException when topics are missing or don't fit; the message names each
   * @throws KafkaException when the broker can't be asked
   */
  static void check(Map<String, Object> clientConfig) {
    try (Admin admin = Admin.create(new HashMap<>(clientConfig))) {
      List<String> faults = faults(ExistingTopics.of(admin));
      if (!faults.isEmpty()) {
        throw new ConfigException(String.join("; ", faults));
      }
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

  private static List<String> faults(ExistingTopics existing) {
    return Stream.of(
            existing.missing(Topics.ALL.toArray(Topic<?>[]::new)),
            Topics.coPartitioningFault(existing.partitions(), Map.of()))
        .flatMap(Optional::stream)
        .toList();
  }
}
