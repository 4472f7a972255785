package dev.sightline.app.deadletters;

import dev.sightline.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The committed records of {@code dead-letters}, read from the first to an end, as often as one
 * likes. Belongs to no consumer group. For one thread; closing it closes the consumer.
 */
final class LetterScan implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  /**
   * How long a broker may keep a fetch at the end of the topic, in milliseconds. Nobody waits there
   * for what is to come, but the next question on the same connection does, and so does closing.
   */
  private static final int FETCH_WAIT_MS = 10;

  /** Polls in a row that may bring neither a record nor progress: 15 seconds. */
  private static final int MAX_IDLE_POLLS = 30;

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  LetterScan(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
    this.partitions =
        consumer.partitionsFor(Topics.DEAD_LETTERS.name()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
  }

  /**
   * Opens one.
   *
   * @param config of the Kafka clients
   */
  static LetterScan open(Map<String, Object> config) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    return new LetterScan(
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /** Its partitions. */
  List<TopicPartition> partitions() {
    return partitions;
  }

  /** The offsets behind the last records that can be read now. */
  Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(partitions);
  }

  /**
   * Hands over the records from the first on, each partition's in order.
   *
   * @param ends the offsets to stop at, of every partition
   * @throws InterruptedException when the thread is interrupted; its mark is cleared, without which
   *     the consumer could not be closed in good order
   * @throws IllegalStateException when nothing comes for 15 seconds
   */
  void read(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> taker)
      throws InterruptedException {
    interruptibly(() -> readTo(ends, taker));
  }

  private void readTo(
      Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    consumer.seekToBeginning(partitions);
    int idle = 0;
    for (long left = left(ends); left > 0; ) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.offset() < end(ends, record)) {
          taker.accept(record);
        }
      }
      long leftNow = left(ends);
      idle = records.isEmpty() && leftNow == left ? idle + 1 : 0;
      left = leftNow;
      if (idle == MAX_IDLE_POLLS) {
        throw new IllegalStateException(
            "no broker answers: dead-letters has %d more records, and for %d s none came"
                .formatted(left, MAX_IDLE_POLLS * POLL.toMillis() / 1000));
      }
    }
  }

  /**
   * Does what Kafka's clients may be interrupted at.
   *
   * @throws InterruptedException when the thread is interrupted; its mark is cleared, without which
   *     no client could be closed in good order
   */
  static void interruptibly(Runnable work) throws InterruptedException {
    try {
      work.run();
    } catch (InterruptException interrupted) {
      Thread.interrupted(); // the exception has set it
      throw new InterruptedException(interrupted.getMessage());
    }
  }

  private static long end(Map<TopicPartition, Long> ends, ConsumerRecord<?, ?> record) {
    return ends.get(new TopicPartition(record.topic(), record.partition()));
  }

  /** So many offsets lie before the ends; markers of transactions are among them. */
  private long left(Map<TopicPartition, Long> ends) {
    return partitions.stream()
        .mapToLong(each -> Math.max(0, ends.get(each) - consumer.position(each)))
        .sum();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
