package dev.sightline.app.topics;

import dev.sightline.schemas.rights.Right;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Rights as command lines of {@code kafka-acls.sh}, which comes with Kafka.
 *
 * @param commandConfig a properties file to log in by; empty where nobody has to
 * @param principal type and name, as {@code User:alice}
 * @param host an IP address, or {@code *}
 */
record KafkaAclsTool(
    String bootstrapServers, Optional<String> commandConfig, String principal, String host) {

  /** The line that grants a right, or takes it back. */
  String command(Right right, boolean remove) {
    return "kafka-acls.sh --bootstrap-server %s%s %s --allow-principal %s --allow-host %s %s %s%s %s"
        .formatted(
            bootstrapServers,
            commandConfig.map(file -> " --command-config " + quoted(file)).orElse(""),
            remove ? "--remove --force" : "--add",
            quoted(principal),
            quoted(host),
            option(right.resource().resourceType()),
            quoted(right.resource().name()),
            right.resource().patternType() == PatternType.PREFIXED
                ? " --resource-pattern-type prefixed"
                : "",
            right.operations().stream()
                .map(operation -> "--operation " + Right.text(operation))
                .collect(Collectors.joining(" ")));
  }

  private static String option(ResourceType type) {
    return switch (type) {
      case TOPIC -> "--topic";
      case GROUP -> "--group";
      case TRANSACTIONAL_ID -> "--transactional-id";
      default -> throw new IllegalArgumentException("no part has rights on a " + type);
    };
  }

  /** As one word for a shell. */
  private static String quoted(String word) {
    return word.matches("[\\w.:@/=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
