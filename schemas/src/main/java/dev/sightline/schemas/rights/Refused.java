package dev.sightline.schemas.rights;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** A broker's refusal in words: what of, which rights that takes, and how they are granted. */
public final class Refused {
  private static final String PRODUCER = "org.apache.kafka.clients.producer.";

  private Refused() {}

  /**
   * A line about a failure that is, or comes of, a right that lacks; empty for any other.
   *
   * @param part that failed
   */
  public static Optional<String> text(Throwable failure, Part part) {
    return text(failure, part, Scope.DEFAULT);
  }

  /**
   * The same.
   *
   * @param scope the names that the part goes by
   */
  public static Optional<String> text(Throwable failure, Part part, Scope scope) {
    return refusal(failure)
        .map(
            refusal ->
                "the broker does not allow %s: %s"
                    .formatted(
                        what(refusal, operation(failure), part.rights(scope)),
                        Part.granting(List.of(part), scope)));
  }

  /** Whether a failure is, or comes of, a right that lacks. */
  public static boolean isSaidBy(Throwable failure) {
    return refusal(failure).isPresent();
  }

  private static Optional<AuthorizationException> refusal(Throwable failure) {
    return causes(failure)
        .filter(AuthorizationException.class::isInstance)
        .map(AuthorizationException.class::cast)
        .findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  /** What was tried. A refusal itself does not say; who has passed it on stands in the trace. */
  private static AclOperation operation(Throwable failure) {
    return causes(failure)
            .flatMap(cause -> Arrays.stream(cause.getStackTrace()))
            .anyMatch(frame -> frame.getClassName().startsWith(PRODUCER))
        ? AclOperation.WRITE
        : AclOperation.READ;
  }

  /** That line, or what any other failure says of itself. */
  public static String inWords(Throwable failure, Part part) {
    return inWords(failure, part, Scope.DEFAULT);
  }

  /**
   * The same.
   *
   * @param scope the names that the part goes by
   */
  public static String inWords(Throwable failure, Part part, Scope scope) {
    return text(failure, part, scope)
        .orElseGet(() -> failure.getMessage() == null ? failure.toString() : failure.getMessage());
  }

  private static String what(
      AuthorizationException refusal, AclOperation tried, List<Right> rights) {
    if (refusal instanceof TopicAuthorizationException topics
        && !topics.unauthorizedTopics().isEmpty()) {
      return topics(topics.unauthorizedTopics(), tried, rights);
    }
    if (refusal instanceof GroupAuthorizationException group && group.groupId() != null) {
      return of(ResourceType.GROUP, group.groupId(), rights)
          .map(Right::toString)
          .orElse("Read of group " + group.groupId());
    }
    if (refusal instanceof GroupAuthorizationException) {
      return all(ResourceType.GROUP, rights).orElse("Read of its group");
    }
    return refusal instanceof TransactionalIdAuthorizationException
        ? all(ResourceType.TRANSACTIONAL_ID, rights).orElse("Write of its transactional id")
        : "it (" + refusal.getMessage() + ")";
  }

  /** Where a refusal does not say which one it was. */
  private static Optional<String> all(ResourceType type, List<Right> rights) {
    return rights.stream()
        .filter(right -> right.resource().resourceType() == type)
        .map(Right::toString)
        .reduce((one, other) -> one + "; " + other);
  }

  private static String topics(Collection<String> names, AclOperation tried, List<Right> rights) {
    return names.stream()
        .sorted()
        .map(
            name ->
                of(ResourceType.TOPIC, name, rights)
                    .map(
                        right ->
                            right.operations().contains(tried) ? right.with(List.of(tried)) : right)
                    .map(Right::toString)
                    .orElse("the use of topic " + name))
        .collect(Collectors.joining("; "));
  }

  private static Optional<Right> of(ResourceType type, String name, List<Right> rights) {
    return rights.stream()
        .filter(right -> right.isOn(type, PatternType.LITERAL) && right.name().equals(name))
        .findFirst();
  }
}
