package dev.sightline.schemas.rights;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.resource.ResourceType;

/** Who takes part in the pipeline, each with the rights that it needs and no other. */
public enum Part {
  /** Writes images. */
  PUBLISHER(scope -> List.of(Right.on(Topics.IMAGES, WRITE))),

  /** Writes labels. */
  LABELLER(scope -> List.of(Right.on(Topics.LABELS, WRITE))),

  /** Scores images and maintains metrics: {@code run}. */
  WORKER(scope -> new WorkerRights(scope.applicationId()).all(), ScopeName.APPLICATION_ID),

  /** Publishes models and releases them: {@code train}, {@code publish}. */
  TRAINER(Part::trainer, ScopeName.MODEL),

  /** Watches, and changes which version serves: {@code models}, {@code metrics}. */
  OPERATOR(
      scope ->
          List.of(
              Right.on(Topics.PREDICTIONS, READ),
              Right.on(Topics.MODELS, READ),
              Right.on(Topics.MODEL_RELEASES, READ, WRITE),
              Right.on(Topics.MODEL_EVENTS, READ),
              Right.on(Topics.METRICS, READ),
              Right.on(Topics.DRIFT_ALERTS, READ))),

  /** Shows it all, and lets people label. */
  DASHBOARD(Part::dashboard, ScopeName.APPLICATION_ID),

  /** Reads predictions, by {@code predictions} or any client. */
  CONSUMER(Part::consumer, ScopeName.GROUP),

  /** Reads dead letters, writes them to images again, and keeps which it has written. */
  DEAD_LETTERS(scope -> deadLetters()),

  /** Creates the topics: {@code topics create}. */
  TOPICS(scope -> Topics.ALL.stream().map(topic -> Right.on(topic, CREATE, DESCRIBE)).toList());

  private final Function<Scope, List<Right>> rights;
  private final Set<ScopeName> names;

  Part(Function<Scope, List<Right>> rights, ScopeName... names) {
    this.rights = rights;
    this.names = Set.of(names);
  }

  /** What it may do, a resource each. */
  public List<Right> rights(Scope scope) {
    return rights.apply(scope);
  }

  /** The names of a scope that its rights depend on. */
  public Set<ScopeName> names() {
    return names;
  }

  /**
   * How rights are granted, in words with the command.
   *
   * @param parts that need them, one or more
   */
  static String granting(Collection<Part> parts, Scope scope) {
    return "`sightline topics acls --principal User:NAME --part %s%s` grants it"
        .formatted(
            parts.stream().map(Part::toString).collect(Collectors.joining(",")),
            Stream.of(ScopeName.values())
                .filter(name -> parts.stream().anyMatch(part -> part.names.contains(name)))
                .flatMap(name -> name.text(scope).stream())
                .map(option -> " " + option)
                .collect(Collectors.joining()));
  }

  private static List<Right> trainer(Scope scope) {
    return List.of(
        Right.on(Topics.MODELS, READ, WRITE),
        Right.on(Topics.MODEL_RELEASES, READ, WRITE),
        scope
            .model()
            .map(name -> Right.literal(ResourceType.TRANSACTIONAL_ID, PUBLISHES + name, WRITE))
            .orElseGet(() -> Right.prefixed(ResourceType.TRANSACTIONAL_ID, PUBLISHES, WRITE)));
  }

  /** Beginning of the transactional id of who publishes a model; the model's name follows. */
  public static final String PUBLISHES = "sightline-publish-";

  /** Transactional id of who replays dead letters: one at a time. */
  public static final String REPLAYS_DEAD_LETTERS = "sightline-replay-dead-letters";

  private static List<Right> deadLetters() {
    return List.of(
        Right.on(Topics.IMAGES, WRITE),
        Right.on(Topics.DEAD_LETTERS, READ, WRITE),
        Right.literal(ResourceType.TRANSACTIONAL_ID, REPLAYS_DEAD_LETTERS, WRITE));
  }

  private static List<Right> dashboard(Scope scope) {
    List<Right> rights = new ArrayList<>();
    for (Topic<?> topic : Topics.ALL) {
      rights.add(topic == Topics.LABELS ? Right.on(topic, READ, WRITE) : Right.on(topic, READ));
    }
    WorkerRights.groups(scope.applicationId())
        .forEach(group -> rights.add(Right.literal(ResourceType.GROUP, group, DESCRIBE)));
    return List.copyOf(rights);
  }

  private static List<Right> consumer(Scope scope) {
    return Stream.concat(
            Stream.of(Right.on(Topics.PREDICTIONS, READ)),
            scope.group().map(group -> Right.literal(ResourceType.GROUP, group, READ)).stream())
        .toList();
  }

  /** As on the command line: {@code dead-letters}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
