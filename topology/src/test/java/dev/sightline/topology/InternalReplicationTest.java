package dev.sightline.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InternalReplicationTest {
  private static Map<String, Object> addedTo(Map<String, Object> settings, int replicas) {
    Map<String, Object> all = new HashMap<>(settings);
    new InternalReplication(replicas).addTo(all);
    return all;
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void aCopyMayNotBeAskedForThatFewBrokersCanNotAlwaysGive(int replicas) {
    assertThat(addedTo(Map.of(), replicas)).isEqualTo(Map.of("replication.factor", replicas));
  }

  @ParameterizedTest
  @CsvSource({"3", "5"})
  void twoOfThreeMustHaveARecord(int replicas) {
    assertThat(addedTo(Map.of(), replicas))
        .isEqualTo(Map.of("replication.factor", replicas, "topic.min.insync.replicas", "2"));
  }

  @Test
  void whoSaysHowManyIsAskedForNoMoreOfThem() {
    Map<String, Object> said = Map.of("replication.factor", "1");

    assertThat(addedTo(said, 3)).isEqualTo(said);
  }

  @Test
  void whoSaysHowManyMustHaveARecordIsHeeded() {
    assertThat(addedTo(Map.of("topic.min.insync.replicas", "1"), 3))
        .isEqualTo(Map.of("replication.factor", 3, "topic.min.insync.replicas", "1"));
  }
}
