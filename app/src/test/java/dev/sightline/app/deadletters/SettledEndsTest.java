package dev.sightline.app.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SettledEndsTest {
  private static final TopicPartition PARTITION = new TopicPartition("dead-letters", 0);

  @Test
  void areThereOnceNoTransactionHidesAnything() throws InterruptedException {
    Iterator<Long> seen = List.of(7L, 9L).iterator();
    SettledEnds ends = new SettledEnds(() -> Map.of(PARTITION, seen.next()), Duration.ofSeconds(1));

    assertThat(ends.await(Map.of(PARTITION, 9L))).isEqualTo(Map.of(PARTITION, 9L));
    assertThat(seen.hasNext()).isFalse();
  }

  @Test
  void ofATransactionThatDoesNotEndThePlaceIsNamed() {
    SettledEnds ends = new SettledEnds(() -> Map.of(PARTITION, 7L), Duration.ZERO);

    assertThatThrownBy(() -> ends.await(Map.of(PARTITION, 9L)))
        .hasMessageContaining("nothing is replayed: a transaction does not end at")
        .hasMessageContaining("dead-letters-0=7");
  }
}
