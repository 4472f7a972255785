package dev.sightline.topology.streams;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * The main consumer of a stream thread, as Kafka Streams has it in hand: it keeps back what can't
 * be read yet, gives signs of the thread, and joins the group again only where no other worker has
 * its place. All else goes to the consumer as it is.
 *
 * <p>It leaves the group whenever it is closed. Kafka Streams has a thread that failed stay a
 * member, so that its tasks would wait for the session to end.
 */
final class ObservedConsumer implements InvocationHandler {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
  private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final Consumer<byte[], byte[]> consumer;
  private final PartitionHolds holds;
  private final ThreadSigns signs;
  private final StaticMembership membership;
  private final DoubleSupplier bytesReceived;
  private final Runnable whenClosed;
  private double lastBytesReceived;
  private long lookedNanos = System.nanoTime();

  private ObservedConsumer(
      Consumer<byte[], byte[]> consumer,
      PartitionHolds holds,
      ThreadSigns signs,
      StaticMembership membership,
      DoubleSupplier bytesReceived,
      Runnable whenClosed) {
    this.consumer = consumer;
    this.holds = holds;
    this.signs = signs;
    this.membership = membership;
    this.bytesReceived = bytesReceived;
    this.whenClosed = whenClosed;
  }

  /**
   * @param bytesReceived by the consumer from all brokers so far
   */
  @SuppressWarnings("unchecked")
  static Consumer<byte[], byte[]> of(
      Consumer<byte[], byte[]> consumer,
      PartitionHolds holds,
      ThreadSigns signs,
      StaticMembership membership,
      DoubleSupplier bytesReceived,
      Runnable whenClosed) {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Consumer.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            new ObservedConsumer(consumer, holds, signs, membership, bytesReceived, whenClosed));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "poll":
        return poll((Duration) arguments[0]);
      case "pause":
        holds.pause((Collection<TopicPartition>) arguments[0]);
        return null;
      case "resume":
        holds.resume((Collection<TopicPartition>) arguments[0]);
        return null;
      case "seek":
        holds.seeks((TopicPartition) arguments[0]);
        return pass(method, arguments);
      case "committed":
        signs.asksForOffsets((Collection<TopicPartition>) arguments[0]);
        Object offsets = pass(method, arguments);
        signs.haveOffsets();
        return offsets;
      case "unsubscribe": // its tasks are lost, and it is about to join again
        membership.check();
        return pass(method, arguments);
      case "close":
        close();
        return null;
      case "groupMetadata", "commitSync": // one of the two belongs to every commit
        signs.steps();
        return pass(method, arguments);
      default:
        return pass(method, arguments);
    }
  }

  private Object pass(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(consumer, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    signs.steps();
    membership.belongsHere();
    if (System.nanoTime() - lookedNanos > LOOK_EVERY_NANOS) {
      lookedNanos = System.nanoTime();
      look();
    }
    return holds.poll(timeout);
  }

  private void look() {
    signs.reads(consumer.assignment());
    signs.haveNoLeader(withoutLeader());
    double received = bytesReceived.getAsDouble();
    if (received != lastBytesReceived) {
      lastBytesReceived = received;
      signs.haveAnswer();
    }
  }

  private Set<TopicPartition> withoutLeader() {
    Map<String, Set<TopicPartition>> byTopic =
        consumer.assignment().stream()
            .collect(Collectors.groupingBy(TopicPartition::topic, Collectors.toSet()));
    return byTopic.entrySet().stream()
        .flatMap(
            entry ->
                leaderless(entry.getKey())
                    .filter(partition -> entry.getValue().contains(partition)))
        .collect(Collectors.toSet());
  }

  private Stream<TopicPartition> leaderless(String topic) {
    try {
      // the metadata that the consumer has of what it is assigned: no request
      return consumer.partitionsFor(topic, Duration.ZERO).stream()
          .filter(partition -> partition.leader() == null || partition.leader().isEmpty())
          .map(ObservedConsumer::partition);
    } catch (KafkaException unknown) {
      return Stream.empty();
    }
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  private void close() {
    whenClosed.run();
    consumer.close(
        CloseOptions.timeout(CLOSE_TIMEOUT)
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }
}
