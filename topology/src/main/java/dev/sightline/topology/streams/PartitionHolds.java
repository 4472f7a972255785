package dev.sightline.topology.streams;

import dev.sightline.schemas.registry.SchemaLookup;
import dev.sightline.schemas.serde.AvroDeserializer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The polls of one consumer, without the records whose schema the registry has not told yet. Such a
 * record and all behind it in its partition are left in Kafka: the consumer goes back to it and the
 * partition is paused until the registry answers. The other partitions go on. What is let through
 * is read without asking the registry.
 *
 * <p>For the thread that polls, but for {@link #current()}.
 */
final class PartitionHolds {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionHolds.class);

  /** For all of a poll: a registry that is there answers within it, and nothing is held. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /** A shorter hold is not worth a line in the log. */
  private static final Duration SAID_AFTER = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final SchemaLookup schemas;
  private final Set<String> topics;
  private final Clock clock;
  private final Map<TopicPartition, Hold> holds = new ConcurrentHashMap<>();

  /** Those that a line in the log has told of. */
  private final Set<TopicPartition> said = new HashSet<>();

  /** What Kafka Streams has paused, for reasons of its own. */
  private final Set<TopicPartition> paused = new HashSet<>();

  /**
   * @param topics those whose values are Avro in the Confluent wire format
   */
  PartitionHolds(
      Consumer<byte[], byte[]> consumer, SchemaLookup schemas, Set<String> topics, Clock clock) {
    this.consumer = consumer;
    this.schemas = schemas;
    this.topics = topics;
    this.clock = clock;
  }

  ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    release();
    return keepBack(consumer.poll(timeout));
  }

  void pause(Collection<TopicPartition> partitions) {
    paused.addAll(partitions);
    consumer.pause(partitions);
  }

  void resume(Collection<TopicPartition> partitions) {
    paused.removeAll(partitions);
    Set<TopicPartition> free = new HashSet<>(partitions);
    free.removeAll(holds.keySet());
    consumer.resume(free);
  }

  /** Somebody goes back in a partition: what is before the record that waits need not wait. */
  void seeks(TopicPartition partition) {
    if (holds.remove(partition) != null && !paused.contains(partition)) {
      consumer.resume(Set.of(partition));
    }
  }

  /** The partitions that are held now; for any thread. */
  Collection<Hold> current() {
    return holds.values();
  }

  private void release() {
    if (holds.isEmpty() && paused.isEmpty()) {
      return;
    }
    Set<TopicPartition> assigned = consumer.assignment();
    paused.retainAll(assigned);
    holds.keySet().retainAll(assigned);
    said.retainAll(holds.keySet());
    for (Hold hold : holds.values()) {
      if (schemas.isAnswered(hold.schemaId(), Duration.ZERO)) {
        release(hold);
      } else if (hold.since().plus(SAID_AFTER).isBefore(clock.instant())
          && said.add(hold.partition())) {
        LOG.warn("{}: {}", hold, schemas.failure(hold.schemaId()).orElse("no answer yet"));
      }
    }
  }

  private void release(Hold hold) {
    holds.remove(hold.partition());
    if (said.remove(hold.partition())) {
      LOG.info("{} goes on, schema {} has an answer", hold.partition(), hold.schemaId());
    }
    if (!paused.contains(hold.partition())) {
      consumer.resume(Set.of(hold.partition()));
    }
  }

  private ConsumerRecords<byte[], byte[]> keepBack(ConsumerRecords<byte[], byte[]> polled) {
    Map<TopicPartition, Integer> passing = passing(polled);
    if (passing.isEmpty()) {
      return polled;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(polled.nextOffsets());
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> all = polled.records(partition);
      int count = passing.getOrDefault(partition, all.size());
      if (count > 0) {
        records.put(partition, all.subList(0, count));
      }
      if (count < all.size()) {
        next.remove(partition);
        if (count > 0) {
          next.put(
              partition,
              new OffsetAndMetadata(all.get(count).offset(), all.get(count - 1).leaderEpoch(), ""));
        }
        hold(all.get(count));
      }
    }
    return new ConsumerRecords<>(records, next);
  }

  /** How many records of a partition may pass; only partitions of which one may not. */
  private Map<TopicPartition, Integer> passing(ConsumerRecords<byte[], byte[]> polled) {
    long patienceEnds = System.nanoTime() + PATIENCE.toNanos();
    Map<TopicPartition, Integer> passing = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      if (topics.contains(partition.topic())) {
        int count = 0;
        for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
          if (!mayPass(record, patienceEnds)) {
            passing.put(partition, count);
            break;
          }
          count++;
        }
      }
    }
    return passing;
  }

  private boolean mayPass(ConsumerRecord<byte[], byte[]> record, long patienceEnds) {
    OptionalInt id = AvroDeserializer.schemaId(record.value());
    return id.isEmpty()
        || schemas.isAnswered(
            id.getAsInt(), Duration.ofNanos(Math.max(0, patienceEnds - System.nanoTime())));
  }

  private void hold(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    int id = AvroDeserializer.schemaId(record.value()).orElseThrow();
    Hold hold = new Hold(partition, record.offset(), id, clock.instant());
    consumer.seek(partition, record.offset());
    consumer.pause(Set.of(partition));
    holds.put(partition, hold);
  }
}
