package dev.sightline.topology.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.fixtures.InMemoryRegistry;
import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistryException;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.topology.time.MovingClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AlertReaderTest {
  private static final String OURS = "sightline-metrics";
  private static final TopicPartition PARTITION = new TopicPartition(Topics.DRIFT_ALERTS.name(), 0);

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MovingClock clock = new MovingClock();
  private final List<String> posted = new ArrayList<>();
  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private Answer answer = new Answer.Taken();
  private AlertReader reader;
  private long end;

  @BeforeEach
  void begin() {
    WebhookMeters counted = new WebhookMeters(meters);
    reader =
        new AlertReader(
            consumer,
            OURS,
            new AvroDeserializer<>(DriftAlert.class, registry),
            WebhookFormat.JSON,
            new Outbox(
                (id, body) -> {
                  posted.add(id);
                  return answer;
                },
                new Pauses(Duration.ofMinutes(1), new PausesTest.Constant(0)),
                counted,
                clock),
            counted);
    reader.subscribe();
  }

  /** Gives the partition to the worker; what is on it now is there already. */
  private void assign(List<ConsumerRecord<String, byte[]>> there) {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    consumer.rebalance(Set.of(PARTITION));
    there.forEach(consumer::addRecord);
  }

  private ConsumerRecord<String, byte[]> record(String key, byte[] value) {
    return new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), end++, key, value);
  }

  private ConsumerRecord<String, byte[]> alert(String subject, AlertState state) {
    return alert(OURS, subject, state);
  }

  private ConsumerRecord<String, byte[]> alert(String application, String who, AlertState state) {
    return record(
        "cifar10/3/" + who + "/" + application,
        new AvroSerializer<>(DriftAlert.class, registry, Map.of())
            .serialize(PARTITION.topic(), SomeAlert.of(application, who, state)));
  }

  private void turns(int turns) throws InterruptedException {
    for (int i = 0; i < turns; i++) {
      reader.turn();
    }
  }

  private static String id(long offset) {
    return "drift-alerts-0-" + offset + "-" + SomeAlert.RAISED_AT.toEpochMilli();
  }

  private Optional<Long> committed() {
    return Optional.ofNullable(consumer.committed(Set.of(PARTITION)).get(PARTITION))
        .map(OffsetAndMetadata::offset);
  }

  @Nested
  class WhenNothingWasEverCommitted {
    @Test
    void itBeginsWithTheAlarmsThatStand() throws Exception {
      assign(
          List.of(
              alert("accuracy", AlertState.RAISED),
              alert("recall", AlertState.RAISED),
              alert("brightness", AlertState.RAISED),
              alert("recall", AlertState.CLEARED),
              alert("accuracy", AlertState.CLEARED),
              alert("accuracy", AlertState.RAISED),
              record("cifar10/3/gone/" + OURS, null)));
      turns(5);

      assertThat(posted).containsExactly(id(2), id(5));
      assertThat(committed()).contains(7L);
    }

    @Test
    void whatComesAfterIsPostedRaisedOrCleared() throws Exception {
      assign(List.of(alert("accuracy", AlertState.RAISED), alert("recall", AlertState.RAISED)));
      turns(3);

      consumer.addRecord(alert("accuracy", AlertState.CLEARED));
      consumer.addRecord(alert("recall", AlertState.CLEARED));
      turns(5);

      assertThat(posted).containsExactly(id(0), id(1), id(2), id(3));
      assertThat(committed()).contains(4L);
    }

    @Test
    void anEmptyTopicIsABeginningToo() throws Exception {
      assign(List.of());
      turns(2);

      assertThat(posted).isEmpty();
      assertThat(committed()).contains(0L);
    }
  }

  @Nested
  class WhenSomeAreSettled {
    @Test
    void itGoesOnBehindThem() throws Exception {
      assign(List.of());
      turns(2);
      answer = new Answer.Unavailable("away", Optional.empty());
      consumer.addRecord(alert("accuracy", AlertState.RAISED));
      consumer.addRecord(alert("accuracy", AlertState.CLEARED));
      turns(4);
      assertThat(posted).containsExactly(id(0));
      assertThat(committed()).as("not taken").contains(0L);

      answer = new Answer.Taken();
      clock.move(Duration.ofMinutes(1));
      turns(3);

      assertThat(posted).containsExactly(id(0), id(0), id(1));
      assertThat(committed()).contains(2L);
    }

    @Test
    void whatWaitsIsAnothersOnceThePartitionIs() throws Exception {
      assign(List.of());
      turns(2);
      answer = new Answer.Unavailable("away", Optional.empty());
      consumer.addRecord(alert("accuracy", AlertState.RAISED));
      turns(2);

      consumer.rebalance(Set.of());
      clock.move(Duration.ofMinutes(10));
      turns(2);

      assertThat(posted).hasSize(1);
    }
  }

  @Nested
  class WhenARecordIsNotForThisWebhook {
    @Test
    void oneOfAnotherApplicationIsPassedOver() throws Exception {
      assign(List.of());
      turns(2);
      consumer.addRecord(alert("other-metrics", "accuracy", AlertState.RAISED));
      consumer.addRecord(alert("accuracy", AlertState.RAISED));
      turns(3);

      assertThat(posted).containsExactly(id(1));
      assertThat(committed()).contains(2L);
    }

    @Test
    void oneThatCantBeReadIsCountedAndHoldsNobodyBack() throws Exception {
      assign(List.of());
      turns(2);
      consumer.addRecord(record("cifar10/3/accuracy/" + OURS, new byte[] {1, 2, 3}));
      consumer.addRecord(alert("accuracy", AlertState.RAISED));
      turns(3);

      assertThat(posted).containsExactly(id(1));
      assertThat(committed()).contains(2L);
      assertThat(
              meters.get("sightline.webhook.alerts").tag("outcome", "unreadable").counter().count())
          .isEqualTo(1);
    }

    @Test
    void withoutTheRegistryNothingIsSettled() throws Exception {
      assign(List.of());
      turns(2);
      consumer.addRecord(alert("accuracy", AlertState.RAISED));
      registry.goAway();

      assertThatThrownBy(reader::turn).isInstanceOf(SchemaRegistryException.class);
      assertThat(committed()).contains(0L);
    }
  }
}
