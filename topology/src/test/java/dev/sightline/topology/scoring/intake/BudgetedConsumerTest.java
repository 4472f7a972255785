package dev.sightline.topology.scoring.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.images.DecodeLimits;
import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.topology.model.Champion;
import dev.sightline.topology.model.FakeModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BudgetedConsumerTest {
  private static final TopicPartition A = new TopicPartition("images", 0);
  private static final TopicPartition B = new TopicPartition("images", 1);

  private final Map<String, Object> config =
      Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
  private final SchemaRegistry registry = SchemaRegistries.of(config);
  private final AvroSerializer<ImageEvent> serializer =
      new AvroSerializer<>(ImageEvent.class, registry, config);
  private final AvroDeserializer<ImageEvent> events =
      new AvroDeserializer<>(ImageEvent.class, registry);
  private final WorkBudgets budgets = new WorkBudgets();
  private final WorkBudget budget = budgets.ofThisThread();
  private final Champion champion = new Champion();
  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
  private final Consumer<byte[], byte[]> consumer =
      BudgetedConsumer.of(
          kafka, budgets, new RecordCosts(events, DecodeLimits.DEFAULT, champion, budgets));

  @BeforeEach
  void assign() {
    kafka.assign(List.of(A, B));
    kafka.updateBeginningOffsets(Map.of(A, 0L, B, 0L));
    champion.promote(new FakeModel(1), () -> {});
    budget.scored(1, 100, 100_000);
    events.deserialize("images", small());
  }

  private byte[] small() {
    return serializer.serialize("images", event(new byte[12], ImageEncoding.RGB, 2));
  }

  /** Some fifty bytes that say they hold 49 megapixels, of a second's work. */
  private byte[] slow() {
    byte[] header = new byte[13];
    ByteBuffer.wrap(header).putInt(7000).putInt(7000).put((byte) 1);
    ByteBuffer png = ByteBuffer.allocate(57).put((byte) 0x89).put("PNG\r\n\u001a\n".getBytes());
    chunk(png, "IHDR", header);
    chunk(png, "IDAT", new byte[0]);
    chunk(png, "IEND", new byte[0]);
    return serializer.serialize("images", event(png.array(), ImageEncoding.ENCODED, null));
  }

  private static void chunk(ByteBuffer png, String type, byte[] data) {
    CRC32 sum = new CRC32();
    sum.update(type.getBytes());
    sum.update(data);
    png.putInt(data.length).put(type.getBytes()).put(data).putInt((int) sum.getValue());
  }

  private static ImageEvent event(byte[] content, ImageEncoding encoding, Integer side) {
    return new ImageEvent("x", ByteBuffer.wrap(content), encoding, side, side, Instant.EPOCH, null);
  }

  private void publish(TopicPartition to, int from, int count, byte[] value) {
    for (int offset = from; offset < from + count; offset++) {
      kafka.addRecord(
          new ConsumerRecord<>(to.topic(), to.partition(), offset, new byte[] {1}, value));
    }
  }

  /** Kafka Streams works all off, and commits. */
  private ConsumerRecords<byte[], byte[]> pollAndCommit() {
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ZERO);
    budget.commitFollows();
    return polled;
  }

  private static List<Long> offsets(ConsumerRecords<byte[], byte[]> polled, TopicPartition of) {
    return polled.records(of).stream().map(ConsumerRecord::offset).toList();
  }

  @Nested
  class WhenImagesAreCheap {
    @Test
    void allThatKafkaGivesIsTaken() {
      publish(A, 0, 500, small());
      publish(B, 0, 500, small());
      assertThat(consumer.poll(Duration.ZERO).count()).isEqualTo(1000);
      assertThat(budget.isSpent()).isFalse();
    }
  }

  @Nested
  class WhenImagesAreDear {
    @Test
    void aSecondsWorkAndOneImageAreTakenAndTheRestComesAfterACommit() {
      publish(A, 0, 600, slow());

      assertThat(offsets(consumer.poll(Duration.ZERO), A)).containsExactly(0L, 1L);
      assertThat(budget.isSpent()).isTrue();
      assertThat(consumer.position(A)).isEqualTo(2);
      assertThat(consumer.poll(Duration.ZERO).isEmpty()).isTrue();
      assertThat(consumer.paused()).isEmpty();

      budget.commitFollows();
      publish(A, 2, 598, slow());
      ConsumerRecords<byte[], byte[]> next = consumer.poll(Duration.ZERO);
      assertThat(offsets(next, A)).containsExactly(2L, 3L);
      assertThat(next.nextOffsets().get(A).offset()).isEqualTo(4);
    }

    @Test
    void thePartitionsHaveEqualSharesOfTheTime() {
      publish(A, 0, 100, slow());
      publish(B, 0, 100, small());
      ConsumerRecords<byte[], byte[]> first = pollAndCommit();
      assertThat(offsets(first, A)).containsExactly(0L, 1L);
      assertThat(offsets(first, B)).hasSize(100);
    }

    @Test
    void thePartitionsHaveEqualSharesOverSeveralPollsToo() {
      champion.promote(new FakeModel(2), () -> {}); // unmeasured: one image a poll
      List<TopicPartition> order = new ArrayList<>();
      for (int poll = 0; poll < 8; poll++) {
        publish(A, (int) consumer.position(A), 2, slow());
        publish(B, (int) consumer.position(B), 2, small());
        order.addAll(pollAndCommit().partitions());
      }
      assertThat(order.subList(0, 2)).containsExactlyInAnyOrder(A, B);
      assertThat(order).hasSize(8);
      assertThat(order).filteredOn(A::equals).hasSizeBetween(3, 4);
    }
  }

  @Nested
  class WhenDecodingTakesLongerThanEstimated {
    @Test
    void fewerAreTakenTheNextTimeAlsoWithoutACommit() {
      publish(A, 0, 10, slow());
      assertThat(consumer.poll(Duration.ZERO).count()).isEqualTo(2);
      budget.decoded(Duration.ofSeconds(60).toNanos());
      budget.commitFollows();

      publish(A, 2, 8, slow());
      assertThat(consumer.poll(Duration.ZERO).count()).isEqualTo(1);
    }

    @Test
    void aPauseOfTheMachineMeansNothing() {
      budget.take(new Cost(1000, 0));
      budget.decoded(Duration.ofMillis(499).toNanos());
      budget.commitFollows();
      publish(A, 0, 10, slow());
      assertThat(consumer.poll(Duration.ZERO).count()).isEqualTo(2);
    }

    @Test
    void itIsForgottenWhenImagesAreAsEstimatedAgain() {
      budget.take(new Cost(1000, 0));
      budget.decoded(Duration.ofMillis(600).toNanos());
      budget.commitFollows();
      for (int commit = 0; commit < 50; commit++) {
        budget.take(new Cost(Duration.ofMillis(1).toNanos(), 0));
        budget.decoded(Duration.ofMillis(1).toNanos());
        budget.commitFollows();
      }
      publish(A, 0, 10, slow());
      assertThat(consumer.poll(Duration.ZERO).count()).isEqualTo(2);
    }
  }

  @Nested
  class WhenTheModelIsSlow {
    @Test
    void itsTimeCountsForEachImage() {
      budget.scored(1, 1, Duration.ofSeconds(60).toNanos());
      publish(A, 0, 100, small());
      assertThat(consumer.poll(Duration.ZERO).count()).isEqualTo(1);
    }

    @Test
    void aQuickRunIsBelievedAtOnceAndASlowOneALittle() {
      budget.scored(1, 1, Duration.ofSeconds(60).toNanos());
      budget.scored(1, 10, Duration.ofMillis(100).toNanos());
      publish(A, 0, 100, small());
      assertThat(pollAndCommit().count()).isBetween(90, 100);

      budget.scored(1, 1, Duration.ofMillis(110).toNanos());
      publish(A, 100, 100, small());
      assertThat(consumer.poll(Duration.ZERO).count()).isBetween(30, 40);
    }

    @Test
    void aVersionThatHasScoredNothingGetsOneImage() {
      champion.promote(new FakeModel(2), () -> {});
      publish(A, 0, 100, small());
      assertThat(pollAndCommit().count()).isEqualTo(1);
      budget.scored(2, 1, 1000);
      publish(A, 1, 99, small());
      assertThat(consumer.poll(Duration.ZERO).count()).isEqualTo(99);
    }
  }

  @Nested
  class WhenTheRegistryMustBeAsked {
    @Test
    void recordsOfUnknownSchemasAreDear() {
      byte[] unknown = small();
      unknown[1] = 99;
      publish(A, 0, 1000, unknown);
      assertThat(consumer.poll(Duration.ZERO).count()).isBetween(10, 20);
    }

    @Test
    void bytesThatAreNoEventCostLittle() {
      publish(A, 0, 500, new byte[] {9, 9, 9});
      publish(B, 0, 500, null);
      assertThat(consumer.poll(Duration.ZERO).count()).isEqualTo(1000);
    }
  }
}
