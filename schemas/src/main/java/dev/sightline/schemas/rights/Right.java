package dev.sightline.schemas.rights;

import dev.sightline.schemas.Topic;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What may be done with one resource of a cluster, or with all whose names begin alike.
 *
 * @param resource and its name, or the beginning of names
 * @param operations in the order of Kafka's enumeration; of those that imply another the other is
 *     left out: {@code Read}, {@code Write} and {@code Delete} imply {@code Describe}
 */
public record Right(ResourcePattern resource, List<AclOperation> operations) {
  public Right {
    operations = List.copyOf(EnumSet.copyOf(operations));
  }

  /** One on a topic of the catalogue. */
  public static Right on(Topic<?> topic, AclOperation... operations) {
    return literal(ResourceType.TOPIC, topic.name(), operations);
  }

  static Right literal(ResourceType type, String name, AclOperation... operations) {
    return new Right(
        new ResourcePattern(type, name, PatternType.LITERAL), Arrays.asList(operations));
  }

  static Right prefixed(ResourceType type, String prefix, AclOperation... operations) {
    return new Right(
        new ResourcePattern(type, prefix, PatternType.PREFIXED), Arrays.asList(operations));
  }

  /** The same resource with fewer operations, or others. */
  Right with(Collection<AclOperation> others) {
    return new Right(resource, List.copyOf(others));
  }

  /** Whether another is on the same resource, and has an operation of these. */
  boolean overlaps(Right other) {
    return resource.equals(other.resource)
        && operations.stream().anyMatch(other.operations::contains);
  }

  boolean isOn(ResourceType type, PatternType pattern) {
    return resource.resourceType() == type && resource.patternType() == pattern;
  }

  /** Whether it is on just this topic of the catalogue. */
  public boolean isOn(Topic<?> topic) {
    return isOn(ResourceType.TOPIC, PatternType.LITERAL) && name().equals(topic.name());
  }

  String name() {
    return resource.name();
  }

  /** The entries of a broker's access control that grant it to a user at a host. */
  public Set<AclBinding> bindings(String principal, String host) {
    return operations.stream()
        .map(
            operation ->
                new AclBinding(
                    resource,
                    new AccessControlEntry(principal, host, operation, AclPermissionType.ALLOW)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The operations in Kafka's spelling, as {@code Read, DescribeConfigs}. */
  public String operationsText() {
    return operations.stream().map(Right::text).collect(Collectors.joining(", "));
  }

  /** The resource in words, as {@code topic images}, or {@code topic sightline-metrics-*}. */
  public String resourceText() {
    return typeText()
        + " "
        + resource.name()
        + (resource.patternType() == PatternType.PREFIXED ? "*" : "");
  }

  /** Kind of resource, as {@code transactional id}. */
  private String typeText() {
    return resource.resourceType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** An operation as Kafka's tools spell it: {@code DescribeConfigs}. */
  public static String text(AclOperation operation) {
    return Arrays.stream(operation.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return operationsText() + " of " + resourceText();
  }
}
