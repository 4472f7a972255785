package dev.sightline.topology.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.registry.SchemaLookup;
import dev.sightline.schemas.registry.SchemaRegistries;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObservedConsumerTest {
  private static final TopicPartition PARTITION = new TopicPartition("images", 0);
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Patience PATIENCE = new Patience(TEN, TEN);

  private final MovableClock clock = new MovableClock();
  private final SchemaLookup schemas =
      new SchemaLookup(SchemaRegistries.of(Map.of("schema.registry.url", "mock://observed")));
  private final TimeoutException unstable = new TimeoutException("not stable");
  private boolean offsetsAreStable = true;
  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name()) {
        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
          if (offsetsAreStable) {
            return super.committed(partitions);
          }
          throw unstable;
        }
      };
  private final ThreadSigns signs = new ThreadSigns(clock, () -> 0);
  private boolean closed;
  private final Consumer<byte[], byte[]> observed =
      ObservedConsumer.of(
          consumer,
          new PartitionHolds(consumer, schemas, Set.of("images"), clock),
          signs,
          new StaticMembership(consumer, group -> List.of()),
          () -> 0,
          () -> closed = true);

  @AfterEach
  void close() {
    schemas.close();
  }

  @Test
  void aPollIsASignAndAQuestionForMetersIsNone() {
    clock.move(TEN.plusMillis(1));
    observed.metrics();
    assertThat(signs.missing(PATIENCE)).isPresent();

    observed.poll(Duration.ZERO);

    assertThat(signs.missing(PATIENCE)).isEmpty();
  }

  @Test
  void aCommitIsASign() {
    clock.move(TEN.plusMillis(1));
    observed.assign(Set.of(PARTITION));

    observed.commitSync(Map.of());

    assertThat(signs.missing(PATIENCE)).isEmpty();
  }

  @Test
  void committedOffsetsThatAreNotToldAreMissedAndThoseThatAreToldAreNot() {
    observed.committed(Set.of(PARTITION));
    clock.move(TEN.plusMillis(1));
    observed.poll(Duration.ZERO);
    assertThat(signs.missing(PATIENCE)).isEmpty();

    offsetsAreStable = false;
    assertThatThrownBy(() -> observed.committed(Set.of(PARTITION))).isSameAs(unstable);
    clock.move(TEN.plusMillis(1));
    observed.poll(Duration.ZERO);

    assertThat(signs.missing(PATIENCE)).get().asString().contains("images-0", "find-hanging");
  }

  @Test
  void whatTheConsumerThrowsIsThrown() {
    KafkaException failure = new KafkaException("not allowed");
    consumer.setPollException(failure);

    assertThatThrownBy(() -> observed.poll(Duration.ZERO)).isSameAs(failure);
    assertThatThrownBy(() -> observed.position(PARTITION))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itIsObservedUntilItIsClosed() {
    observed.close();

    assertThat(closed).isTrue();
    assertThat(consumer.closed()).isTrue();
  }
}
