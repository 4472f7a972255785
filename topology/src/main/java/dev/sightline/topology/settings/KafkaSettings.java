package dev.sightline.topology.settings;

import dev.sightline.topology.settings.WorkerConfig.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What is wrong with the settings that go to Kafka Streams and Kafka's clients: they check them
 * too, but each its own alone, the first fault alone, and when the worker is half started. What is
 * wrong is said in Kafka's words.
 */
final class KafkaSettings {
  private static final List<Reader> READERS =
      List.of(
          new Reader("", StreamsConfig.configDef()),
          new Reader("", ConsumerConfig.configDef()),
          new Reader("", ProducerConfig.configDef()),
          new Reader("", AdminClientConfig.configDef()),
          new Reader(StreamsConfig.CONSUMER_PREFIX, ConsumerConfig.configDef()),
          new Reader(StreamsConfig.MAIN_CONSUMER_PREFIX, ConsumerConfig.configDef()),
          new Reader(StreamsConfig.RESTORE_CONSUMER_PREFIX, ConsumerConfig.configDef()),
          new Reader(StreamsConfig.PRODUCER_PREFIX, ProducerConfig.configDef()),
          new Reader(StreamsConfig.ADMIN_CLIENT_PREFIX, AdminClientConfig.configDef()));

  private KafkaSettings() {}

  /** The faults of values by themselves; keys that nobody of Kafka knows are left to others. */
  static List<String> faults(Map<String, ?> settings) {
    Stream<String> missing =
        settings.containsKey(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)
            ? Stream.empty()
            : Stream.of("bootstrap.servers: expected the brokers as host:port, found none");
    Stream<String> wrong =
        settings.entrySet().stream()
            .flatMap(
                setting ->
                    READERS.stream()
                        .flatMap(
                            reader -> reader.fault(setting.getKey(), setting.getValue()).stream())
                        .distinct());
    return Stream.concat(missing, wrong).toList();
  }

  /** The faults of values that go together, such as times of which one must be the longer. */
  static List<String> contradictions(WorkerConfig config) {
    return Arrays.stream(Role.values())
        .filter(config::has)
        .flatMap(role -> contradiction(config.streamsConfig(role)).stream())
        .distinct()
        .toList();
  }

  private static Optional<String> contradiction(Map<String, Object> settings) {
    try {
      new QuietStreamsConfig(settings);
      return Optional.empty();
    } catch (ConfigException | IllegalArgumentException fault) {
      return Optional.of(fault.getMessage());
    }
  }

  /** Who reads the keys with a prefix. */
  private record Reader(String prefix, ConfigDef definition) {
    Optional<String> fault(String key, Object value) {
      ConfigKey known =
          key.startsWith(prefix)
              ? definition.configKeys().get(key.substring(prefix.length()))
              : null;
      if (known == null) {
        return Optional.empty();
      }
      try {
        Object parsed = ConfigDef.parseType(key, value, known.type);
        if (known.validator != null) {
          known.validator.ensureValid(key, parsed);
        }
        return Optional.empty();
      } catch (ConfigException fault) {
        return Optional.of(keyFirst(key, value, fault.getMessage()));
      }
    }

    private static String keyFirst(String key, Object value, String message) {
      String kafkas = "Invalid value %s for configuration %s: ".formatted(value, key);
      return message.startsWith(kafkas)
          ? "%s: %s, found %s".formatted(key, message.substring(kafkas.length()), value)
          : message;
    }
  }

  /** Kafka Streams' own check, without its log of every value. */
  private static final class QuietStreamsConfig extends StreamsConfig {
    QuietStreamsConfig(Map<String, Object> settings) {
      super(settings, false);
    }
  }
}
