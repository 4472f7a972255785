package dev.sightline.topology.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.registry.SchemaLookup;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.registry.SchemaRegistryException;
import dev.sightline.schemas.registry.UnknownSchemaException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PartitionHoldsTest {
  private static final TopicPartition HELD = new TopicPartition("images", 0);
  private static final TopicPartition FREE = new TopicPartition("images", 1);
  private static final TopicPartition INTERNAL = new TopicPartition("internal", 0);
  private static final int KNOWN = 1;
  private static final int UNKNOWN = 2;
  private static final int AWAITED = 3;

  private final CountDownLatch registryIsBack = new CountDownLatch(1);
  private final SchemaLookup schemas = new SchemaLookup(new Registry());
  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
  private final PartitionHolds holds =
      new PartitionHolds(consumer, schemas, Set.of("images"), Clock.systemUTC());

  @BeforeEach
  void assign() {
    Set<TopicPartition> all = Set.of(HELD, FREE, INTERNAL);
    consumer.assign(all);
    all.forEach(partition -> consumer.updateBeginningOffsets(Map.of(partition, 0L)));
    schemas.isAnswered(KNOWN, Duration.ofSeconds(20));
  }

  @AfterEach
  void close() {
    schemas.close();
  }

  private void add(TopicPartition partition, long offset, int schemaId) {
    consumer.addRecord(
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            offset,
            new byte[0],
            ByteBuffer.allocate(9).put((byte) 0).putInt(schemaId).array()));
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    return holds.poll(Duration.ZERO);
  }

  private static List<Long> offsets(
      ConsumerRecords<byte[], byte[]> polled, TopicPartition partition) {
    return polled.records(partition).stream().map(ConsumerRecord::offset).toList();
  }

  @Nested
  class WhenTheRegistryAnswers {
    @Test
    void whatIsKnownAndWhatIsKnownNotToBeThereComesAsItIs() {
      add(HELD, 0, KNOWN);
      add(HELD, 1, UNKNOWN);

      ConsumerRecords<byte[], byte[]> polled = poll();

      assertThat(offsets(polled, HELD)).containsExactly(0L, 1L);
      assertThat(polled.nextOffsets().get(HELD).offset()).isEqualTo(2);
      assertThat(holds.current()).isEmpty();
    }
  }

  @Nested
  class WhenTheRegistryIsAway {
    @Test
    void theRecordAndAllBehindItWaitAndTheOtherPartitionsGoOn() {
      add(HELD, 0, KNOWN);
      add(HELD, 1, AWAITED);
      add(HELD, 2, KNOWN);
      add(FREE, 0, KNOWN);

      ConsumerRecords<byte[], byte[]> polled = poll();

      assertThat(offsets(polled, HELD)).containsExactly(0L);
      assertThat(polled.nextOffsets().get(HELD).offset()).isEqualTo(1);
      assertThat(offsets(polled, FREE)).containsExactly(0L);
      assertThat(consumer.position(HELD)).isEqualTo(1);
      assertThat(consumer.paused()).containsExactly(HELD);
      assertThat(holds.current())
          .singleElement()
          .hasToString("images-0 waits at offset 1 for schema 3 of the registry");
    }

    @Test
    void aFirstRecordThatWaitsLeavesNothingToCommit() {
      add(HELD, 0, AWAITED);

      ConsumerRecords<byte[], byte[]> polled = poll();

      assertThat(polled.isEmpty()).isTrue();
      assertThat(polled.nextOffsets()).doesNotContainKey(HELD);
    }

    @Test
    void topicsInOtherFormatsComeAsTheyAre() {
      add(INTERNAL, 0, AWAITED);

      assertThat(offsets(poll(), INTERNAL)).containsExactly(0L);
    }

    @Test
    void kafkaStreamsResumesNothingThatIsHeld() {
      add(HELD, 0, AWAITED);
      poll();

      holds.pause(Set.of(HELD, FREE));
      holds.resume(Set.of(HELD, FREE));

      assertThat(consumer.paused()).containsExactly(HELD);
    }

    @Test
    void whatIsGivenBackBeforeTheRecordThatWaitsComesAgain() {
      add(HELD, 0, KNOWN);
      add(HELD, 1, AWAITED);
      poll();

      holds.seeks(HELD);
      consumer.seek(HELD, 0);
      add(HELD, 0, KNOWN);
      add(HELD, 1, AWAITED);

      assertThat(offsets(poll(), HELD)).containsExactly(0L);
      assertThat(holds.current()).hasSize(1);
    }

    @Test
    void aPartitionThatMovesAwayIsHeldNoMore() {
      add(HELD, 0, AWAITED);
      poll();

      consumer.assign(Set.of(FREE));
      poll();

      assertThat(holds.current()).isEmpty();
    }
  }

  @Nested
  class WhenTheRegistryIsBack {
    @BeforeEach
    void hold() {
      add(HELD, 0, AWAITED);
      add(HELD, 1, KNOWN);
      poll();
    }

    private void comesBack() {
      registryIsBack.countDown();
      assertThat(schemas.isAnswered(AWAITED, Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void thePartitionGoesOnAtTheRecordThatWaited() {
      comesBack();
      add(HELD, 0, AWAITED);
      add(HELD, 1, KNOWN);

      assertThat(offsets(poll(), HELD)).containsExactly(0L, 1L);
      assertThat(consumer.paused()).isEmpty();
      assertThat(holds.current()).isEmpty();
    }

    @Test
    void whatKafkaStreamsPausedMeanwhileStaysPaused() {
      holds.pause(Set.of(HELD));
      comesBack();

      poll();

      assertThat(consumer.paused()).containsExactly(HELD);
      holds.resume(Set.of(HELD));
      assertThat(consumer.paused()).isEmpty();
    }
  }

  private final class Registry implements SchemaRegistry {
    @Override
    public Schema schema(int id) {
      if (id == UNKNOWN) {
        throw new UnknownSchemaException("no schema with id " + id);
      }
      if (id == AWAITED) {
        try {
          registryIsBack.await();
        } catch (InterruptedException closing) {
          throw new SchemaRegistryException("closed");
        }
      }
      return Schema.create(Schema.Type.LONG);
    }

    @Override
    public int register(String subject, Schema schema) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int lookUp(String subject, Schema schema) {
      throw new UnsupportedOperationException();
    }
  }
}
