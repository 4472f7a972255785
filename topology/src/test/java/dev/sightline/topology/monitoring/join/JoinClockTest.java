package dev.sightline.topology.monitoring.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.topology.monitoring.join.Arrival.Input;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JoinClockTest {
  private static final long NOW = 1_000_000;
  private static final JoinSettings SETTINGS =
      new JoinSettings(
          Duration.ofMillis(1000),
          Duration.ofMillis(1000),
          Duration.ofMillis(5000),
          Duration.ofMillis(100));

  private final KeyValueStore<Expiry, byte[]> kept =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("kept"), Expiry.serde(), Serdes.ByteArray())
          .withLoggingDisabled()
          .build();

  @BeforeEach
  void open() {
    kept.init(new MockProcessorContext<>().getStateStoreContext(), kept);
  }

  private JoinClock clock() {
    return new JoinClock(kept, SETTINGS, NOW);
  }

  private static JoinClock seen(JoinClock clock, long predictionMs, long labelMs) {
    clock.saw(Input.PREDICTIONS, predictionMs);
    clock.saw(Input.LABELS, labelMs);
    return clock;
  }

  @Test
  void beforeTheFirstRecordItIsTheBeginningOfTime() {
    assertThat(clock().timeMs()).isEqualTo(Long.MIN_VALUE);
    assertThat(clock().predictionsMs()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void itIsTheTimeOfTheInputThatLags() {
    JoinClock clock = seen(clock(), 7000, 4000);
    assertThat(clock.timeMs()).isEqualTo(4000);
    assertThat(seen(clock, 6000, 8000).timeMs()).as("none goes back").isEqualTo(7000);
  }

  @Test
  void anInputThatLagsTooFarOrNeverCameIsNotWaitedFor() {
    assertThat(seen(clock(), 10_000, 4000).timeMs()).isEqualTo(5000);
    JoinClock alone = clock();
    alone.saw(Input.LABELS, 10_000);
    assertThat(alone.timeMs()).isEqualTo(5000);
  }

  @Test
  void itIsSetBackWhereTheClockOfItsWorkerIs() {
    JoinClock clock = seen(clock(), NOW + 50_000, NOW + 60_000);
    clock.limit(NOW);
    assertThat(clock.timeMs()).isEqualTo(NOW + 100);
  }

  @Nested
  class WhenTheTaskStartsAgain {

    @Test
    void itGoesOnFromWhatWasKept() {
      assertThat(clock().isNew()).isTrue();
      seen(clock(), 7000, 4000).keep();

      assertThat(clock().isNew()).isFalse();
      assertThat(clock().timeMs()).isEqualTo(4000);
      assertThat(clock().predictionsMs()).isEqualTo(7000);
    }

    @Test
    void whatWasNotKeptIsSeenAgain() {
      seen(clock(), 7000, 4000);

      assertThat(clock().isNew()).isTrue();
    }

    @Test
    void oneThatRanAheadWithTheClockOfItsWorkerIsSetBack() {
      seen(clock(), NOW + 50_000, NOW + 60_000).keep();

      assertThat(clock().timeMs()).isEqualTo(NOW + 100);
      assertThat(clock().predictionsMs()).isEqualTo(NOW + 100);
    }
  }
}
