package dev.sightline.schemas.rights;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.sightline.schemas.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights of a worker, by what it does. Kafka Streams names its groups, internal topics and
 * transactions after its application: the worker's id, a dash and the role.
 *
 * @param applicationId of the worker
 */
public record WorkerRights(String applicationId) {
  private static final String SCORE = "-score";
  private static final String METRICS = "-metrics";
  private static final String WEBHOOK = "-webhook";

  /** Without these no image is scored. */
  public List<Right> scoring() {
    return List.of(
        Right.on(Topics.IMAGES, READ),
        Right.on(Topics.MODELS, READ),
        Right.on(Topics.MODEL_RELEASES, READ),
        Right.on(Topics.PREDICTIONS, WRITE),
        Right.on(Topics.DEAD_LETTERS, WRITE),
        group(SCORE),
        transactions(SCORE));
  }

  /** Without these nothing is counted. Records of repartition topics are deleted once read. */
  public List<Right> metrics() {
    return List.of(
        Right.on(Topics.PREDICTIONS, READ),
        Right.on(Topics.LABELS, READ),
        Right.on(Topics.MODELS, READ),
        Right.on(Topics.METRICS, WRITE),
        Right.on(Topics.DRIFT_ALERTS, WRITE),
        Right.prefixed(
            ResourceType.TOPIC,
            applicationId + METRICS + "-",
            READ,
            WRITE,
            CREATE,
            DELETE,
            DESCRIBE_CONFIGS),
        group(METRICS),
        transactions(METRICS));
  }

  /** Without these no alarm is posted. */
  public List<Right> webhook() {
    return List.of(Right.on(Topics.DRIFT_ALERTS, READ), group(WEBHOOK));
  }

  /** Without these a worker goes on, and nobody learns of its models or of a topic's settings. */
  public List<Right> telling() {
    return Stream.concat(
            Topics.ALL.stream().map(topic -> Right.on(topic, DESCRIBE_CONFIGS)),
            Stream.of(Right.on(Topics.MODEL_EVENTS, WRITE)))
        .toList();
  }

  /** All of these, a resource each. */
  List<Right> all() {
    List<Right> all = new ArrayList<>(telling());
    all.addAll(scoring());
    all.addAll(metrics());
    all.addAll(webhook());
    return united(all);
  }

  /** Rights with one for each resource, in the order in which the resources come first. */
  public static List<Right> united(List<Right> rights) {
    Map<ResourcePattern, Set<AclOperation>> operations = new LinkedHashMap<>();
    for (Right right : rights) {
      operations
          .computeIfAbsent(right.resource(), any -> new TreeSet<>())
          .addAll(right.operations());
    }
    return operations.entrySet().stream()
        .map(each -> new Right(each.getKey(), List.copyOf(each.getValue())))
        .toList();
  }

  /** The groups in which workers read images, predictions and labels. */
  static List<String> groups(String applicationId) {
    return List.of(applicationId + SCORE, applicationId + METRICS);
  }

  private Right group(String role) {
    return Right.literal(ResourceType.GROUP, applicationId + role, READ);
  }

  private Right transactions(String role) {
    return Right.prefixed(ResourceType.TRANSACTIONAL_ID, applicationId + role + "-", WRITE);
  }
}
