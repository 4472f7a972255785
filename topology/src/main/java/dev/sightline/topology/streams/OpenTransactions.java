package dev.sightline.topology.streams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that stay open in the partitions that are read. A consumer of committed records
 * stops before the first of them without a sign, as if nothing more had been written: a publisher
 * that died in a transaction, or a marker that the broker has lost, is seen in this alone. Looked
 * for in the background; safe for many threads.
 */
final class OpenTransactions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** Longer than the transactions of workers last. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Where partitions end, asked of the brokers. */
  interface Ends {
    /**
     * @return the offset of the next record that a consumer of this isolation level will see
     */
    Map<TopicPartition, Long> of(Set<TopicPartition> partitions, IsolationLevel isolation)
        throws ExecutionException, InterruptedException;
  }

  private record Stop(long offset, Instant since) {}

  private final Supplier<Set<TopicPartition>> read;
  private final Ends ends;
  private final Clock clock;
  private final Map<TopicPartition, Stop> stops = new ConcurrentHashMap<>();
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "open-transactions");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param read the partitions to look at, asked for each time
   */
  OpenTransactions(Supplier<Set<TopicPartition>> read, Ends ends, Clock clock) {
    this.read = read;
    this.ends = ends;
    this.clock = clock;
  }

  /** Looks now and then from now on. */
  void start() {
    background.scheduleWithFixedDelay(
        this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks once. What can't be asked for is not known: another sign tells of that. */
  void look() {
    Set<TopicPartition> partitions = read.get();
    stops.keySet().retainAll(partitions);
    try {
      Map<TopicPartition, Long> committed = ends.of(partitions, IsolationLevel.READ_COMMITTED);
      Map<TopicPartition, Long> written = ends.of(partitions, IsolationLevel.READ_UNCOMMITTED);
      committed.forEach(
          (partition, end) -> note(partition, end, written.getOrDefault(partition, end)));
    } catch (ExecutionException | RuntimeException unknown) {
      LOG.debug("it is not known whether transactions stay open: {}", unknown.toString());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(TopicPartition partition, long committed, long written) {
    stops.compute(
        partition,
        (same, before) -> {
          if (committed >= written) {
            return null;
          }
          return before != null && before.offset == committed
              ? before
              : new Stop(committed, clock.instant());
        });
  }

  /** One that has been open for longer than the patience, and where; empty when there is none. */
  Optional<String> missing() {
    Instant limit = clock.instant().minus(PATIENCE);
    return stops.entrySet().stream()
        .filter(stop -> stop.getValue().since.isBefore(limit))
        .findFirst()
        .map(
            stop ->
                "%s stops at offset %d since %s: a transaction there does not end (kafka-transactions.sh find-hanging)"
                    .formatted(
                        stop.getKey(),
                        stop.getValue().offset,
                        ThreadSigns.seconds(stop.getValue().since)));
  }

  @Override
  public void close() {
    background.shutdownNow();
  }
}
