package dev.sightline.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.schemas.registry.SchemaRegistryException;
import dev.sightline.schemas.serde.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicFeedTest {
  private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final AtomicBoolean registryAway = new AtomicBoolean();
  private final CountDownLatch slow = new CountDownLatch(1);
  private final AtomicInteger opened = new AtomicInteger();
  private MockConsumer<String, byte[]> consumer = consumer();
  private final TopicFeed<String> feed =
      new TopicFeed<>(
          "topic",
          LookBack.ofRecords(100),
          this::open,
          this::read,
          (record, value) -> take(value),
          InstantSource.system());

  private static MockConsumer<String, byte[]> consumer() {
    MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    Node node = new Node(0, "localhost", 1);
    consumer.updatePartitions(
        "topic",
        List.of(new PartitionInfo("topic", 0, node, new Node[] {node}, new Node[] {node})));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 0L));
    return new TimelessConsumer(consumer);
  }

  /** The mock finds no offsets by time. */
  private static final class TimelessConsumer extends MockConsumer<String, byte[]> {
    TimelessConsumer(MockConsumer<String, byte[]> like) {
      super("earliest");
      updatePartitions("topic", like.partitionsFor("topic"));
      updateBeginningOffsets(Map.of(PARTITION, 0L));
      updateEndOffsets(Map.of(PARTITION, 0L));
    }

    @Override
    public synchronized Map<TopicPartition, org.apache.kafka.clients.consumer.OffsetAndTimestamp>
        offsetsForTimes(Map<TopicPartition, Long> times) {
      return Map.of();
    }
  }

  private Consumer<String, byte[]> open() {
    opened.incrementAndGet();
    return consumer;
  }

  private String read(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (registryAway.get()) {
      throw new SchemaRegistryException("no answer from the registry");
    }
    if (text.equals("unreadable")) {
      throw new UnreadableRecordException("not what was expected");
    }
    return text;
  }

  private void take(String value) {
    if (value.equals("unfit")) {
      throw new UnfitRecordException("says what can't be");
    }
    if (value.equals("slow")) {
      slow.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException closing) {
        throw new InterruptException(closing); // as the registry client does
      }
    }
    if (value.equals("odd")) {
      throw new IllegalArgumentException("nobody thought of this");
    }
    taken.add(value);
  }

  private void publish(int offset, String value) {
    consumer.addRecord(
        new ConsumerRecord<>("topic", 0, offset, "key", value.getBytes(StandardCharsets.UTF_8)));
  }

  private void startWith(String... values) {
    consumer.schedulePollTask(
        () -> {
          for (int i = 0; i < values.length; i++) {
            publish(i, values[i]);
          }
        });
    feed.start();
  }

  @AfterEach
  void close() {
    feed.close();
  }

  @Test
  void whatCanNotBeReadOrSaysWhatCanNotBeIsCountedAndPassedOver() {
    startWith("one", "unreadable", "two", "unfit", "odd", "three");

    await().until(() -> taken.size() == 3);
    assertThat(taken).containsExactly("one", "two", "three");
    assertThat(feed.state().passedOver()).isEqualTo(3);
    assertThat(feed.state().lastPassedOver()).contains("topic-0 at offset 4", "nobody thought");
  }

  @Test
  void whatIsReadWhenItIsClosedIsNotPassedOver() throws Exception {
    startWith("slow", "two");
    slow.await();

    feed.close();

    assertThat(feed.state().passedOver()).isZero();
    assertThat(taken).isEmpty();
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void aRegistryThatIsAwayIsWaitedForAndLosesNoRecord() {
    registryAway.set(true);
    startWith("one", "two");
    await().until(() -> feed.state().waitingFor() != null);
    assertThat(feed.state().waitingFor()).isEqualTo("no answer from the registry");
    assertThat(feed.state().waitingSinceMs()).isPositive();

    // the mock has handed its records out; the seek back to the first asks for them again
    registryAway.set(false);
    consumer.schedulePollTask(
        () -> {
          publish(0, "one");
          publish(1, "two");
        });

    await().until(() -> taken.size() == 2);
    assertThat(taken).containsExactly("one", "two");
    await().until(() -> feed.state().waitingFor() == null);
  }

  @Test
  void aConsumerThatFailsIsReplacedByOneThatGoesOn() {
    MockConsumer<String, byte[]> first = consumer;
    MockConsumer<String, byte[]> second = consumer();
    first.schedulePollTask(() -> publish(0, "one"));
    first.schedulePollTask(
        () -> {
          consumer = second;
          second.schedulePollTask(() -> publish(1, "two"));
          first.setPollException(new KafkaException("the broker is gone"));
        });
    feed.start();

    await().until(() -> taken.size() == 2);
    assertThat(taken).containsExactly("one", "two");
    assertThat(opened).hasValue(2);
    assertThat(second.position(PARTITION)).isEqualTo(2);
  }
}
