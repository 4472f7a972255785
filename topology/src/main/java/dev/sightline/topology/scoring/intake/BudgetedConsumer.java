package dev.sightline.topology.scoring.intake;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer whose poll gives no more work than the budget of its stream thread allows. What is
 * left over is given back to Kafka: the consumer's position returns to the first record that was
 * not taken, so nothing is held here and a rebalance finds all in order. The partitions have equal
 * shares of the time, over all polls for as long as something is given back: no partition of dear
 * images keeps the thread from the others. For one thread, as any consumer.
 */
final class BudgetedConsumer implements InvocationHandler {
  private final Consumer<byte[], byte[]> consumer;
  private final WorkBudgets budgets;
  private final RecordCosts costs;

  /** The time of each partition since nothing was given back, beyond that of the one with least. */
  private final Map<TopicPartition, Long> ahead = new HashMap<>();

  private BudgetedConsumer(
      Consumer<byte[], byte[]> consumer, WorkBudgets budgets, RecordCosts costs) {
    this.consumer = consumer;
    this.budgets = budgets;
    this.costs = costs;
  }

  /** The same consumer but for its poll. */
  @SuppressWarnings("unchecked")
  static Consumer<byte[], byte[]> of(
      Consumer<byte[], byte[]> consumer, WorkBudgets budgets, RecordCosts costs) {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            BudgetedConsumer.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            new BudgetedConsumer(consumer, budgets, costs));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("poll") && arguments[0] instanceof Duration timeout) {
      return poll(timeout);
    }
    try {
      return method.invoke(consumer, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    WorkBudget budget = budgets.ofThisThread();
    ConsumerRecords<byte[], byte[]> polled =
        budget.isSpent() ? pollWithoutFetching(timeout) : consumer.poll(timeout);
    return polled.isEmpty() ? polled : withinBudget(polled, budget);
  }

  /** What a poll does besides, such as taking part in a rebalance, goes on. */
  private ConsumerRecords<byte[], byte[]> pollWithoutFetching(Duration timeout) {
    Set<TopicPartition> fetching = new HashSet<>(consumer.assignment());
    fetching.removeAll(consumer.paused());
    consumer.pause(fetching);
    try {
      return consumer.poll(timeout);
    } finally {
      fetching.retainAll(consumer.assignment());
      consumer.resume(fetching);
    }
  }

  private ConsumerRecords<byte[], byte[]> withinBudget(
      ConsumerRecords<byte[], byte[]> polled, WorkBudget budget) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> given = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(polled.nextOffsets());
    List<Share> shares = take(polled, budget);
    for (Share share : shares) {
      if (share.count > 0) {
        given.put(share.partition, share.records.subList(0, share.count));
      }
      if (share.hasMore()) {
        next.put(share.partition, giveBack(share.partition, share.records.get(share.count)));
      }
    }
    if (shares.stream().noneMatch(Share::hasMore)) {
      ahead.clear();
      return polled;
    }
    remember(shares);
    return new ConsumerRecords<>(given, next);
  }

  private void remember(List<Share> shares) {
    ahead.keySet().retainAll(consumer.assignment());
    shares.forEach(share -> ahead.put(share.partition, share.nanos));
    long least = Collections.min(ahead.values());
    ahead.replaceAll((partition, nanos) -> nanos - least);
  }

  /** A partition's records, how many of them are taken, and its time with what these cost. */
  private static final class Share {
    private final TopicPartition partition;
    private final List<ConsumerRecord<byte[], byte[]>> records;
    private int count;
    private long nanos;

    Share(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, long ahead) {
      this.partition = partition;
      this.records = records;
      this.nanos = ahead;
    }

    boolean hasMore() {
      return count < records.size();
    }
  }

  /** While the budget lasts, the next record is one of the partition with the smallest share. */
  private List<Share> take(ConsumerRecords<byte[], byte[]> polled, WorkBudget budget) {
    List<Share> shares =
        polled.partitions().stream()
            .map(
                partition ->
                    new Share(
                        partition, polled.records(partition), ahead.getOrDefault(partition, 0L)))
            .toList();
    PriorityQueue<Share> smallestFirst =
        new PriorityQueue<>(Comparator.comparingLong((Share share) -> share.nanos));
    smallestFirst.addAll(shares);
    while (!smallestFirst.isEmpty() && !budget.isSpent()) {
      Share next = smallestFirst.remove();
      next.nanos += budget.take(costs.of(next.records.get(next.count++)));
      if (next.hasMore()) {
        smallestFirst.add(next);
      }
    }
    return shares;
  }

  private OffsetAndMetadata giveBack(
      TopicPartition partition, ConsumerRecord<byte[], byte[]> first) {
    OffsetAndMetadata position = new OffsetAndMetadata(first.offset(), first.leaderEpoch(), "");
    consumer.seek(partition, position);
    return position;
  }
}
