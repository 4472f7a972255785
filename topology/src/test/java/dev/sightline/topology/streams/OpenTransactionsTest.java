package dev.sightline.topology.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenTransactionsTest {
  private static final TopicPartition PARTITION = new TopicPartition("images", 3);

  private final MovableClock clock = new MovableClock();
  private Set<TopicPartition> read = Set.of(PARTITION);
  private long committed = 7;
  private long written = 7;
  private boolean brokersAnswer = true;
  private final OpenTransactions transactions = new OpenTransactions(() -> read, this::ends, clock);

  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, IsolationLevel isolation)
      throws ExecutionException {
    if (!brokersAnswer) {
      throw new ExecutionException(new TimeoutException());
    }
    return partitions.contains(PARTITION)
        ? Map.of(PARTITION, isolation == IsolationLevel.READ_COMMITTED ? committed : written)
        : Map.of();
  }

  @AfterEach
  void close() {
    transactions.close();
  }

  private void lookFor(int times) {
    for (int i = 0; i < times; i++) {
      transactions.look();
      clock.move(OpenTransactions.PATIENCE);
    }
    clock.move(OpenTransactions.PATIENCE.dividedBy(2));
  }

  @Test
  void oneThatStaysOpenIsNamedWithItsPlace() {
    written = 9;
    transactions.look();
    assertThat(transactions.missing()).isEmpty();

    lookFor(2);

    assertThat(transactions.missing())
        .get()
        .asString()
        .contains("images-3 stops at offset 7 since 2024-05-01T12:00:00Z", "find-hanging");
  }

  @Test
  void itIsForgottenWhenItEndsOrThePartitionIsReadElsewhere() {
    written = 9;
    lookFor(2);
    committed = 9;
    transactions.look();
    assertThat(transactions.missing()).isEmpty();

    written = 11;
    lookFor(2);
    assertThat(transactions.missing()).isPresent();
    read = Set.of();
    transactions.look();
    assertThat(transactions.missing()).isEmpty();
  }

  @Test
  void oneAfterAnotherIsNoneThatStaysOpen() {
    written = 9;
    lookFor(1);
    committed = 8;
    transactions.look();

    assertThat(transactions.missing()).isEmpty();
  }

  @Test
  void withoutAnAnswerTheLastOneHolds() {
    written = 9;
    transactions.look();
    brokersAnswer = false;

    lookFor(2);

    assertThat(transactions.missing()).isPresent();
  }
}
