package dev.sightline.models.log;

import dev.sightline.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The only partition of a topic, read record by record from any offset on. Belongs to no consumer
 * group. For one thread.
 *
 * <p>It asks for nothing ahead: a poll takes one record, and the next fetch goes out when the last
 * one is used up. So whoever seeks downloads little of what is passed over.
 */
public final class PartitionReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);

  /**
   * How long a broker may keep a fetch at the end of the topic, in milliseconds. Nobody waits there
   * for what is to come, but the next question on the same connection does, and so does closing:
   * with Kafka's default each look at a topic would take half a second more.
   */
  private static final int FETCH_WAIT_MS = 10;

  /** Polls in a row that may bring neither a record nor progress. */
  private static final int MAX_IDLE_POLLS = 60;

  private final TopicPartition partition;
  private final KafkaConsumer<String, byte[]> consumer;
  private boolean checked;

  /**
   * @param config of the clients: bootstrap.servers, security
   * @param fetchBytes how much one fetch brings; a larger record is brought whole
   */
  public PartitionReader(
      Topic<?> topic, Map<String, ?> config, IsolationLevel isolation, int fetchBytes) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetchBytes);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetchBytes);
    this.partition = new TopicPartition(topic.name(), 0);
    this.consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
  }

  /**
   * The offset behind the last record that can be read now.
   *
   * @throws IllegalStateException when the topic is missing or has several partitions
   */
  public long end() {
    if (!checked) {
      int partitions = consumer.partitionsFor(partition.topic()).size();
      if (partitions != 1) {
        throw new IllegalStateException(
            "topic " + partition.topic() + ": expected 1 partition, found " + partitions);
      }
      checked = true;
    }
    return consumer.endOffsets(List.of(partition)).get(partition);
  }

  public void seek(long offset) {
    consumer.seek(partition, offset);
  }

  /** The offset to be read next. */
  public long position() {
    return consumer.position(partition);
  }

  /**
   * The next record before an end, or null when there is none: offsets may have gaps.
   *
   * @throws TimeoutException when the broker brings nothing for a minute
   */
  public ConsumerRecord<String, byte[]> next(long end) {
    int idlePolls = 0;
    for (long from; (from = position()) < end; ) {
      Iterator<ConsumerRecord<String, byte[]>> records = consumer.poll(POLL).iterator();
      if (records.hasNext()) {
        return records.next();
      }
      idlePolls = position() == from ? idlePolls + 1 : 0;
      if (idlePolls == MAX_IDLE_POLLS) {
        throw new TimeoutException(
            "topic %s: no record and no progress at offset %d of %d in %d polls of %s"
                .formatted(partition.topic(), from, end, idlePolls, POLL));
      }
    }
    return null;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
