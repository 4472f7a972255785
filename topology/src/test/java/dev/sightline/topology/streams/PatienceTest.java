package dev.sightline.topology.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static Patience with(String key, Object value) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("application.id", "any");
    settings.put("bootstrap.servers", "localhost:9092");
    settings.put("processing.guarantee", "exactly_once_v2");
    settings.put(key, value);
    return Patience.of(new StreamsConfig(settings));
  }

  private static Patience seconds(int answers, int steps) {
    return new Patience(Duration.ofSeconds(answers), Duration.ofSeconds(steps));
  }

  @Test
  void isTenSeconds() {
    assertThat(with("commit.interval.ms", 100)).isEqualTo(seconds(10, 10));
  }

  @Test
  void isLongerWhereTheSettingsLetSignsComeLessOften() {
    assertThat(with("consumer.heartbeat.interval.ms", 5_000)).isEqualTo(seconds(15, 15));
    assertThat(with("heartbeat.interval.ms", 5_000)).isEqualTo(seconds(15, 15));
    assertThat(with("producer.transaction.timeout.ms", 29_000)).isEqualTo(seconds(10, 29));
  }

  @Test
  void isTwoCommitsWhereTheyAreRare() {
    Map<String, Object> settings =
        Map.of(
            "application.id",
            "any",
            "bootstrap.servers",
            "localhost:9092",
            "commit.interval.ms",
            30_000);

    assertThat(Patience.of(new StreamsConfig(settings))).isEqualTo(seconds(60, 60));
  }
}
