package dev.sightline.schemas.rights;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** A broker's refusal in words: what of, which rights that takes, and how they are granted. */
public final class Refused {
  private Refused() {}

  /**
   * A line about a failure that is, or comes of, a right that lacks; empty for any other.
   *
   * @param part that failed
   */
  public static Optional<String> text(Throwable failure, Part part) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthorizationException refusal) {
        return Optional.of(
            "the broker does not allow %s: `sightline topics acls --principal User:NAME --part %s` grants it"
                .formatted(what(refusal, part), part));
      }
    }
    return Optional.empty();
  }

  /** That line, or what any other failure says of itself. */
  public static String inWords(Throwable failure, Part part) {
    return text(failure, part)
        .orElseGet(() -> failure.getMessage() == null ? failure.toString() : failure.getMessage());
  }

  private static String what(AuthorizationException refusal, Part part) {
    if (refusal instanceof TopicAuthorizationException topics
        && !topics.unauthorizedTopics().isEmpty()) {
      return topics(topics.unauthorizedTopics(), part.rights(Scope.DEFAULT));
    }
    if (refusal instanceof GroupAuthorizationException group && group.groupId() != null) {
      return "Read of group " + group.groupId();
    }
    return refusal instanceof TransactionalIdAuthorizationException
        ? "Write of its transactional id"
        : "it (" + refusal.getMessage() + ")";
  }

  private static String topics(Collection<String> names, List<Right> rights) {
    return names.stream()
        .sorted()
        .map(
            name ->
                rights.stream()
                    .filter(right -> right.name().equals(name))
                    .map(Right::toString)
                    .findFirst()
                    .orElse("the use of topic " + name))
        .collect(Collectors.joining("; "));
  }
}
