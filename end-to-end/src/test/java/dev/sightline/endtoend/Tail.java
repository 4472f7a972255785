package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;

import dev.sightline.schemas.Topic;
import dev.sightline.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * All records of a topic so far, read on with every look. Belongs to no group; for one thread.
 *
 * @param <V> the values
 */
final class Tail<V> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  /** The broker may keep a fetch for so long; the next question waits behind it. */
  private static final String FETCH_WAIT_MS = "10";

  private final Cluster cluster;
  private final KafkaConsumer<byte[], V> consumer;
  private final List<ConsumerRecord<byte[], V>> records = new ArrayList<>();

  private Tail(
      Cluster cluster, String topic, Deserializer<V> values, Map<String, String> isolation) {
    this.cluster = cluster;
    Map<String, String> settings = new HashMap<>(isolation);
    settings.put("fetch.max.wait.ms", FETCH_WAIT_MS);
    consumer = new KafkaConsumer<>(cluster.config(settings), new ByteArrayDeserializer(), values);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  static <V extends SpecificRecord> Tail<V> of(
      Cluster cluster, Topic<V> topic, String isolationLevel) {
    return new Tail<>(
        cluster,
        topic.name(),
        new AvroDeserializer<>(topic.valueType(), cluster.registry()),
        Map.of("isolation.level", isolationLevel));
  }

  /** The committed records of a topic that is in no catalogue. */
  static <V> Tail<V> of(Cluster cluster, String topic, Deserializer<V> values) {
    return new Tail<>(cluster, topic, values, Map.of("isolation.level", "read_committed"));
  }

  /** The committed records of a topic as bytes. */
  static Tail<byte[]> ofBytes(Cluster cluster, Topic<?> topic) {
    return new Tail<>(
        cluster,
        topic.name(),
        new ByteArrayDeserializer(),
        Map.of("isolation.level", "read_committed"));
  }

  /** All records so far, up to those of a transaction that is open; each partition's in order. */
  List<ConsumerRecord<byte[], V>> records() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(records::add);
    }
    return List.copyOf(records);
  }

  /**
   * All records once no transaction is open: offsets may be committed a moment before the records
   * of the same transaction can be seen.
   */
  List<ConsumerRecord<byte[], V>> settled() {
    try (Admin admin = cluster.admin()) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      consumer.assignment().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
      return waitFor("all transactions to end")
          .until(this::records, read -> hasReached(admin.listOffsets(latest)));
    }
  }

  private boolean hasReached(ListOffsetsResult ends) {
    try {
      return ends.all().get().entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) == end.getValue().offset());
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("no answer about the topic's ends", e);
    }
  }

  /** Their values. */
  List<V> values() {
    return records().stream().map(ConsumerRecord::value).toList();
  }

  /** Values of one partition, in order. */
  Stream<V> ofPartition(int partition) {
    return records().stream()
        .filter(record -> record.partition() == partition)
        .map(ConsumerRecord::value);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
