package dev.sightline.endtoend.kubernetes;

import dev.sightline.topology.settings.WorkerConfig;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Which setting an environment variable stands for. */
final class Variable {
  private static final String REGISTRY = "schema.registry.";

  /** Of the registry client's keys those that may stand behind its prefix, TLS aside. */
  private static final Set<String> OF_THE_REGISTRY =
      Set.of(
          "url",
          "basic.auth.credentials.source",
          "basic.auth.user.info",
          "bearer.auth.credentials.source",
          "bearer.auth.token",
          "request.timeout.ms");

  private static final Set<String> OF_KAFKA =
      Stream.of(
              StreamsConfig.configDef(),
              ConsumerConfig.configDef(),
              ProducerConfig.configDef(),
              AdminClientConfig.configDef())
          .flatMap(definition -> definition.names().stream())
          .collect(Collectors.toSet());

  private Variable() {}

  /** The key, by the prefix of the name; empty for a variable that is no setting. */
  static Optional<String> key(String name) {
    if (name.startsWith("SIGHTLINE_")) {
      return Optional.of(dotted(name));
    }
    if (name.startsWith("SCHEMA_REGISTRY_")) {
      return Optional.of(dotted(name));
    }
    return name.startsWith("KAFKA_")
        ? Optional.of(dotted(name.substring("KAFKA_".length())))
        : Optional.empty();
  }

  private static String dotted(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** The settings among variables, by their keys. */
  static Map<String, String> settings(Map<String, String> variables) {
    return variables.entrySet().stream()
        .filter(variable -> key(variable.getKey()).isPresent())
        .collect(
            Collectors.toMap(
                variable -> key(variable.getKey()).orElseThrow(), Map.Entry::getValue));
  }

  /** Whether somebody reads a key. */
  static boolean isKnown(String key) {
    if (key.startsWith(REGISTRY)) {
      String rest = key.substring(REGISTRY.length());
      return rest.startsWith("ssl.") ? OF_KAFKA.contains(rest) : OF_THE_REGISTRY.contains(rest);
    }
    return WorkerConfig.definition().names().contains(key) || OF_KAFKA.contains(key);
  }
}
