package dev.sightline.schemas.rights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights that a cluster does not grant to whoever asks, found before they are needed.
 *
 * <p>A broker tells which operations it allows on topics and groups that are there. Of
 * transactional ids, and of groups that are not there yet, it shows whether they may be described;
 * of topics to be made, whether they may. What it won't tell counts as granted.
 *
 * @param rights each with the operations that are not allowed
 */
public record MissingRights(List<Right> rights) {
  private static final int ANSWER_WITHIN_MS = 10_000;
  private static final String TRIED = "rights";

  /** Asks a cluster. */
  public static MissingRights of(Admin admin, Collection<Right> needed)
      throws InterruptedException {
    List<Right> missing = new ArrayList<>();
    missing.addAll(
        of(
            on(needed, ResourceType.TOPIC, PatternType.LITERAL),
            admin
                .describeTopics(
                    names(on(needed, ResourceType.TOPIC, PatternType.LITERAL)),
                    new DescribeTopicsOptions()
                        .includeAuthorizedOperations(true)
                        .timeoutMs(ANSWER_WITHIN_MS))
                .topicNameValues(),
            topic -> topic.authorizedOperations()));
    missing.addAll(
        of(
            on(needed, ResourceType.GROUP, PatternType.LITERAL),
            admin
                .describeConsumerGroups(
                    names(on(needed, ResourceType.GROUP, PatternType.LITERAL)),
                    new DescribeConsumerGroupsOptions()
                        .includeAuthorizedOperations(true)
                        .timeoutMs(ANSWER_WITHIN_MS))
                .describedGroups(),
            group -> group.authorizedOperations()));
    for (Right right : needed) {
      if (isRefused(admin, right)) {
        missing.add(right);
      }
    }
    return new MissingRights(List.copyOf(missing));
  }

  private static List<Right> on(Collection<Right> rights, ResourceType type, PatternType pattern) {
    return rights.stream().filter(right -> right.isOn(type, pattern)).toList();
  }

  private static Set<String> names(List<Right> rights) {
    return rights.stream().map(Right::name).collect(Collectors.toSet());
  }

  private static <T> List<Right> of(
      List<Right> needed,
      Map<String, KafkaFuture<T>> answers,
      Function<T, Set<AclOperation>> allowed)
      throws InterruptedException {
    List<Right> missing = new ArrayList<>();
    for (Right right : needed) {
      try {
        Set<AclOperation> granted = allowed.apply(answers.get(right.name()).get());
        if (granted != null && !granted.containsAll(right.operations())) {
          missing.add(
              right.with(
                  right.operations().stream().filter(each -> !granted.contains(each)).toList()));
        }
      } catch (ExecutionException unanswered) {
        if (unanswered.getCause() instanceof AuthorizationException) {
          missing.add(right);
        }
      }
    }
    return missing;
  }

  private static boolean isRefused(Admin admin, Right right) throws InterruptedException {
    if (right.isOn(ResourceType.TOPIC, PatternType.PREFIXED)
        && right.operations().contains(AclOperation.CREATE)) {
      return isRefused(
          admin
              .createTopics(
                  List.of(new NewTopic(right.name() + TRIED, Optional.empty(), Optional.empty())),
                  new CreateTopicsOptions().validateOnly(true).timeoutMs(ANSWER_WITHIN_MS))
              .all());
    }
    if (right.resource().resourceType() == ResourceType.TRANSACTIONAL_ID) {
      boolean prefixed = right.resource().patternType() == PatternType.PREFIXED;
      return isRefused(
          admin
              .describeTransactions(
                  List.of(prefixed ? right.name() + TRIED : right.name()),
                  new DescribeTransactionsOptions().timeoutMs(ANSWER_WITHIN_MS))
              .all());
    }
    return false;
  }

  private static boolean isRefused(KafkaFuture<?> answer) throws InterruptedException {
    try {
      answer.get();
      return false;
    } catch (ExecutionException failure) {
      return failure.getCause() instanceof AuthorizationException;
    }
  }

  /**
   * A line that names them and says how they are granted; empty when none is missing.
   *
   * @param part whose rights they are
   */
  public Optional<String> text(Part part, Scope scope) {
    return text(List.of(part), scope);
  }

  /**
   * That line for several parts, of which it names those that something is missing of.
   *
   * @param parts who have the rights between them
   */
  public Optional<String> text(Collection<Part> parts, Scope scope) {
    return rights.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the broker does not allow %s: %s"
                .formatted(
                    rights.stream().map(Right::toString).collect(Collectors.joining("; ")),
                    Part.granting(lacking(parts, scope), scope)));
  }

  private List<Part> lacking(Collection<Part> parts, Scope scope) {
    List<Part> lacking =
        parts.stream()
            .filter(
                part ->
                    part.rights(scope).stream()
                        .anyMatch(right -> rights.stream().anyMatch(right::overlaps)))
            .toList();
    return lacking.isEmpty() ? List.copyOf(parts) : lacking;
  }
}
