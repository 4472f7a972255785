package dev.sightline.topology.settings;

import dev.sightline.topology.settings.WorkerConfig.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** Every key that somebody of Kafka knows, those with a prefix of Kafka Streams' included. */
  static Set<String> keys() {
    return READERS.stream()
        .flatMap(reader -> reader.definition().names().stream().map(reader.prefix()::concat))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The faults of values that go together, such as times of which one must be the longer. */
  static List<String> contradictions(WorkerConfig config) {
    return Arrays.stream(Role.values())
        .filter(config::has)
        .flatMap(
            role ->
                contradiction(config.streamsConfig(role))
                    .or(() -> role == Role.SCORE ? tooShortTime(config) : Optional.empty())
                    .stream())
        .distinct()
        .toList();
  }

  private static Optional<String> tooShortTime(WorkerConfig config) {
    StreamsConfig settings = new QuietStreamsConfig(config.streamsConfig(Role.SCORE));
    Optional<Long> transactionMs =
        config.exactlyOnce()
            ? Optional.of(
                number(producer(settings), ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 60_000))
            : Optional.empty();
    long pollIntervalMs =
        number(
            settings.getMainConsumerConfigs("group", "client", 0),
            ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
            300_000);
    return ScoringTimes.of(config).fault(transactionMs, pollIntervalMs);
  }

  /** The most bytes of a record that the producers of an application take. */
  static long producerMaxBytes(Map<String, Object> streamsSettings) {
    Map<String, Object> producer = producer(new QuietStreamsConfig(streamsSettings));
    return Math.min(
        number(producer, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1 << 20),
        number(producer, ProducerConfig.BUFFER_MEMORY_CONFIG, 32 << 20));
  }

  private static Map<String, Object> producer(StreamsConfig settings) {
    return settings.getProducerConfigs("client");
  }

  private static long number(Map<String, Object> settings, String key, long otherwise) {
    Object value = settings.get(key);
    return value == null ? otherwise : Long.parseLong(value.toString().strip());
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
      Object parsed;
      try {
        parsed = ConfigDef.parseType(key, value, known.type);
      } catch (ConfigException ofType) {
        return Optional.of("%s: expected %s, found %s".formatted(key, expected(known.type), value));
      }
      try {
        if (known.validator != null) {
          known.validator.ensureValid(key, parsed);
        }
        return Optional.empty();
      } catch (ConfigException fault) {
        return Optional.of(keyFirst(key, value, fault.getMessage()));
      }
    }

    private static String expected(ConfigDef.Type type) {
      return switch (type) {
        case INT, SHORT, LONG -> "a whole number";
        case DOUBLE -> "a number";
        case BOOLEAN -> "true or false";
        default -> "a value of type " + type.name().toLowerCase(Locale.ROOT);
      };
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
