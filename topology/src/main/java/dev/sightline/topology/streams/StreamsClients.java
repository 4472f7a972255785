package dev.sightline.topology.streams;

import dev.sightline.schemas.registry.SchemaLookup;
import dev.sightline.schemas.registry.SchemaRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The Kafka clients of one Kafka Streams application, and what they tell of its health. Safe for
 * many threads.
 *
 * <p>{@code group.protocol=streams} makes its consumers without asking for them here: then nothing
 * is kept back and no sign is given.
 */
public final class StreamsClients implements KafkaClientSupplier, AutoCloseable {
  private record Observed(ThreadSigns signs, PartitionHolds holds, StaticMembership membership) {}

  private final SchemaLookup schemas;
  private final Set<String> topics;
  private final String identity;
  private final Clock clock;
  private final Map<PartitionHolds, Observed> consumers = new ConcurrentHashMap<>();
  private final GroupMembers members = GroupMembers.by(() -> this.admin);
  private final Optional<OneModel> oneModel;
  private final OpenTransactions transactions;
  private volatile Admin admin;
  private volatile Map<String, Object> adminConfig;

  /**
   * @param topics those consumed whose values are Avro in the Confluent wire format
   * @param identity of this worker, the same when it starts again
   * @param model that all members of the group must follow, if they must
   */
  public StreamsClients(
      SchemaRegistry registry,
      Set<String> topics,
      String identity,
      Optional<String> model,
      Clock clock) {
    this.schemas = new SchemaLookup(registry);
    this.topics = Set.copyOf(topics);
    this.identity = identity;
    this.clock = clock;
    this.oneModel = model.map(name -> new OneModel(name, members, clock));
    this.transactions = new OpenTransactions(this::partitions, this::ends, clock);
  }

  private Set<TopicPartition> partitions() {
    return consumers.values().stream()
        .flatMap(each -> each.signs.partitions().stream())
        .collect(Collectors.toSet());
  }

  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, IsolationLevel isolation)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, ListOffsetsResultInfo> found =
        admin
            .listOffsets(
                partitions.stream()
                    .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())),
                new ListOffsetsOptions(isolation))
            .all()
            .get();
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  /**
   * What the application lacks, since when; empty when nothing.
   *
   * @param patience how long a sign of a stream thread may be missing, or a partition be held
   */
  public Optional<String> missing(Patience patience) {
    Instant limit = clock.instant().minus(patience.answers());
    return Stream.concat(
            consumers.values().stream().flatMap(each -> each.signs.missing(patience).stream()),
            consumers.values().stream()
                .flatMap(each -> each.holds.current().stream())
                .filter(hold -> hold.since().isBefore(limit))
                .map(this::describe))
        .findFirst()
        .or(transactions::missing);
  }

  /**
   * Asks the broker whether the stream thread that calls this still has its place in the group.
   *
   * @throws FencedInstanceIdException when another worker with the same identity has it
   */
  public void checkMembership() {
    consumers.values().stream()
        .map(Observed::membership)
        .filter(StaticMembership::isOfThisThread)
        .forEach(StaticMembership::check);
  }

  /** Returns when no worker that follows another model is in the group, or nobody may know. */
  public void awaitOneModel() throws InterruptedException {
    if (oneModel.isPresent()) {
      oneModel.get().await();
    }
  }

  /** That workers which follow another model are in the group, since when; empty when none are. */
  public Optional<String> otherModel() {
    return oneModel.flatMap(OneModel::missing);
  }

  private String describe(Hold hold) {
    return "%s since %s%s"
        .formatted(
            hold,
            ThreadSigns.seconds(hold.since()),
            schemas.failure(hold.schemaId()).map(failure -> ": " + failure).orElse(""));
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    Consumer<byte[], byte[]> consumer =
        consumer(oneModel.map(rule -> rule.named(config)).orElse(config));
    PartitionHolds holds = new PartitionHolds(consumer, schemas, topics, clock);
    ThreadSigns signs =
        new ThreadSigns(clock, () -> metric(consumer, "last-heartbeat-seconds-ago"));
    StaticMembership membership = new StaticMembership(consumer, members);
    consumers.put(holds, new Observed(signs, holds, membership));
    return ObservedConsumer.of(
        consumer,
        holds,
        signs,
        membership,
        () -> metric(consumer, "incoming-byte-total"),
        () -> consumers.remove(holds));
  }

  /** The value of a metric of the consumer as a whole; -1 when it has none. */
  private static double metric(Consumer<byte[], byte[]> consumer, String name) {
    return consumer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals(name))
        .filter(metric -> metric.getKey().tags().keySet().equals(Set.of("client-id")))
        .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
        .findFirst()
        .orElse(-1);
  }

  /**
   * Under exactly-once its transactional id is made of what stays the same when the worker starts
   * again. Kafka Streams makes up a new one for an application without stores, so that the
   * transaction of a worker that was killed would stay open until it times out, and hide from
   * readers what was written after it.
   */
  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    Map<String, Object> own = new HashMap<>(config);
    own.computeIfPresent(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        (key, id) -> ownTransactionalId(id.toString(), identity));
    return new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * @param id application id, UUID and number of the thread, with dashes between
   */
  static String ownTransactionalId(String id, String identity) {
    int number = id.lastIndexOf('-');
    int uuid = number - UUID_LENGTH;
    return uuid < 0 ? id : id.substring(0, uuid) + identity + id.substring(number);
  }

  private static final int UUID_LENGTH = 36;

  /**
   * Whether the brokers' hosts have addresses. Without, Kafka Streams can't make the clients of a
   * stream thread that is to replace another one, and goes on with a thread less.
   *
   * @throws KafkaException when clients can't be made for another reason
   */
  public boolean canBeMade() {
    try (Admin probe = Admin.create(adminConfig)) {
      return true;
    } catch (KafkaException fault) {
      if (Causes.of(fault).anyMatch(UnknownBrokers::isSaidBy)) {
        return false;
      }
      throw fault;
    }
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    adminConfig = config;
    admin = Admin.create(config);
    transactions.start();
    return admin;
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Asks registry and brokers no more. The clients are closed by Kafka Streams. */
  @Override
  public void close() {
    oneModel.ifPresent(OneModel::close);
    transactions.close();
    schemas.close();
  }
}
