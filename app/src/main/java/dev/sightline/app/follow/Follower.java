package dev.sightline.app.follow;

import dev.sightline.app.console.Messages;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.serde.UnreadableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads every partition of a topic from one place on, without a consumer group: nothing is
 * committed and nobody else is disturbed. For one thread; the consumer is the caller's to close.
 */
public final class Follower<T> {
  /** How long a poll lasts that brings nothing. */
  static final Duration POLL = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;
  private final Topic<T> topic;
  private final Deserializer<T> deserializer;
  private final BrokerSilence silence;
  private final Messages messages;

  /**
   * @param silence tells that no broker answers
   * @param messages told of each value that can't be read: where it is and why
   */
  Follower(
      Consumer<byte[], byte[]> consumer,
      Topic<T> topic,
      Deserializer<T> deserializer,
      BrokerSilence silence,
      Messages messages) {
    this.consumer = consumer;
    this.topic = topic;
    this.deserializer = deserializer;
    this.silence = silence;
    this.messages = messages;
  }

  /** Goes to the first record of each partition. */
  public void fromBeginning() {
    consumer.assign(partitions());
    consumer.seekToBeginning(consumer.assignment());
  }

  /**
   * Goes back from the end as it is now by some records of each partition, or to its beginning.
   *
   * @param records how many; markers of transactions count as well
   */
  public void fromLast(long records) {
    consumer.assign(partitions());
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(consumer.assignment());
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    ends.forEach(
        (partition, end) ->
            consumer.seek(partition, Math.max(begins.get(partition), end - records)));
  }

  /** Goes to the end as it is now: what is written after this call returns will be read. */
  public void fromNow() {
    consumer.assign(partitions());
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    ends.forEach(consumer::seek);
  }

  /**
   * Hands over record after record, in order within a partition, until the view answers by false.
   * Tombstones are passed over.
   *
   * @throws InterruptedException when the thread is interrupted; as is the custom its mark is
   *     cleared, without which the consumer could not be closed in good order
   * @throws dev.sightline.schemas.registry.SchemaRegistryException when the registry gives no
   *     answer
   */
  public void follow(RecordView<T> view) throws InterruptedException {
    try {
      boolean more = true;
      while (more) {
        ConsumerRecords<byte[], byte[]> records = poll();
        silence.polled(records.isEmpty());
        more = handOver(records, view) && (!records.isEmpty() || view.pause());
      }
    } finally {
      view.end();
    }
  }

  private ConsumerRecords<byte[], byte[]> poll() throws InterruptedException {
    try {
      return consumer.poll(POLL);
    } catch (InterruptException interrupted) {
      Thread.interrupted(); // the exception has set it
      throw new InterruptedException(interrupted.getMessage());
    }
  }

  private boolean handOver(ConsumerRecords<byte[], byte[]> records, RecordView<T> view) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      T value = read(record);
      if (value != null && !view.add(value)) {
        return false;
      }
    }
    return true;
  }

  private T read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return deserializer.deserialize(record.topic(), record.value());
    } catch (UnreadableRecordException cause) {
      messages.note(
          "passed over: %s-%d at offset %d is %s"
              .formatted(record.topic(), record.partition(), record.offset(), cause.getMessage()));
      return null;
    }
  }

  private List<TopicPartition> partitions() {
    return consumer.partitionsFor(topic.name()).stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }
}
