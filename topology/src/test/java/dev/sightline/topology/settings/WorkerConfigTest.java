package dev.sightline.topology.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.images.DecodeLimits;
import dev.sightline.inference.session.Precision;
import dev.sightline.topology.monitoring.join.JoinSettings;
import dev.sightline.topology.monitoring.windows.MetricsSettings;
import dev.sightline.topology.scoring.BatchSettings;
import dev.sightline.topology.settings.WorkerConfig.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WorkerConfigTest {
  private static final Map<String, String> BROKERS = Map.of("bootstrap.servers", "broker:9092");
  private static final Map<String, Object> AT_LEAST_ONCE =
      Map.of("sightline.processing.guarantee", "at_least_once");

  @Nested
  class WhenNothingButTheBrokersIsSaid {
    private final WorkerConfig config = WorkerConfig.of(BROKERS);

    @Test
    void theDefaultsHold() {
      assertThat(config.modelName()).isEqualTo("cifar10");
      assertThat(config.has(Role.SCORE)).isTrue();
      assertThat(config.has(Role.METRICS)).isTrue();
      assertThat(config.batch()).isEqualTo(BatchSettings.DEFAULT);
      assertThat(config.decodeLimits()).isEqualTo(DecodeLimits.DEFAULT);
      assertThat(config.metrics()).isEqualTo(MetricsSettings.DEFAULTS);
      assertThat(config.join())
          .isEqualTo(
              new JoinSettings(
                  Duration.ofHours(1),
                  Duration.ofHours(1),
                  Duration.ofHours(6),
                  Duration.ofMinutes(1)));
      assertThat(config.executionSettings()).containsExactly(Precision.FLOAT32, Precision.BFLOAT16);
      assertThat(config.trustedKeys()).isEmpty();
      assertThat(config.workerId()).endsWith("-" + ProcessHandle.current().pid());
    }

    @Test
    void itIsExactlyOnceAndCommitsPredictionsOften() {
      assertThat(config.streamsConfig(Role.SCORE))
          .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "exactly_once_v2")
          .containsEntry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100)
          .containsEntry(StreamsConfig.APPLICATION_ID_CONFIG, "sightline-score");
      assertThat(config.streamsConfig(Role.METRICS))
          .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "exactly_once_v2")
          .containsEntry(StreamsConfig.APPLICATION_ID_CONFIG, "sightline-metrics");
    }
  }

  @Test
  void whatIsUnreadBetweenThePartsOfAnApplicationIsNeverPassedOver() {
    WorkerConfig config =
        WorkerConfig.of(Map.of("bootstrap.servers", "broker:9092", "auto.offset.reset", "latest"));

    assertThat(config.streamsConfig(Role.METRICS))
        .containsEntry("main.consumer.auto.offset.reset", "earliest");
  }

  @Nested
  class WhenSettingsAreGiven {
    private final WorkerConfig config =
        WorkerConfig.of(
            Map.of(
                "bootstrap.servers", "broker:9092",
                "commit.interval.ms", 777,
                "sightline.roles", "score",
                "sightline.processing.guarantee", "at_least_once",
                "sightline.batch.max.size", 8,
                "sightline.batch.linger.ms", "25",
                "sightline.image.max.bytes", "1000",
                "sightline.image.max.pixels", "64",
                "sightline.image.max.decode.ms", "250"));

    @Test
    void theyHold() {
      assertThat(config.has(Role.METRICS)).isFalse();
      assertThat(config.batch()).isEqualTo(new BatchSettings(8, Duration.ofMillis(25)));
      assertThat(config.decodeLimits())
          .isEqualTo(new DecodeLimits(1000, 64, Duration.ofMillis(250)));
    }

    @Test
    void whereReadersWaitForCommitsTheseComeEarlyUnlessAnIntervalIsGiven() {
      assertThat(batch(Map.of()).earlyCommit()).contains(Duration.ofMillis(20));
      assertThat(batch(Map.of("commit.interval.ms", 1_000)).earlyCommit()).isEmpty();
      assertThat(batch(AT_LEAST_ONCE).earlyCommit()).isEmpty();
    }

    private static BatchSettings batch(Map<String, Object> given) {
      Map<String, Object> all = new HashMap<>(BROKERS);
      all.putAll(given);
      return WorkerConfig.of(all).batch();
    }

    @Test
    void whereReadersWaitForNoCommitTheProducerHardlyLingers() {
      assertThat(scoring(AT_LEAST_ONCE)).containsEntry("linger.ms", 1);
      assertThat(scoring(Map.of())).doesNotContainKey("linger.ms");
      Map<String, Object> given = new HashMap<>(AT_LEAST_ONCE);
      given.put("linger.ms", 70);
      assertThat(scoring(given)).containsEntry("linger.ms", 70);
    }

    @Test
    void aTransactionLastsTwiceTheWorstWorkBetweenTwoCommits() {
      assertThat(scoring(Map.of()).get("producer.transaction.timeout.ms")).isEqualTo(29_100);
      assertThat(scoring(Map.of("sightline.image.max.decode.ms", 1000, "commit.interval.ms", 5000)))
          .containsEntry("producer.transaction.timeout.ms", 11_100)
          .containsEntry("max.poll.interval.ms", 300_000);
      assertThat(scoring(Map.of("sightline.image.max.decode.ms", 300_000)))
          .containsEntry("producer.transaction.timeout.ms", 609_100)
          .containsEntry("max.poll.interval.ms", 609_100);
      assertThat(scoring(Map.of("transaction.timeout.ms", 20_000)))
          .containsEntry("transaction.timeout.ms", 20_000)
          .doesNotContainKey("producer.transaction.timeout.ms");
    }

    private static Map<String, Object> scoring(Map<String, ?> given) {
      Map<String, Object> all = new HashMap<>(BROKERS);
      all.putAll(given);
      return WorkerConfig.of(all).streamsConfig(Role.SCORE);
    }

    @Test
    void theSmallestOfTheProducersLimitsBoundsARecord() {
      assertThat(config.producerMaxBytes()).isEqualTo(32 << 20);
      Map<String, String> given = new HashMap<>(BROKERS);
      given.put("producer.max.request.size", "2000000");
      assertThat(WorkerConfig.of(given).producerMaxBytes()).isEqualTo(2_000_000);
      given.put("buffer.memory", "1000000");
      assertThat(WorkerConfig.of(given).producerMaxBytes()).isEqualTo(1_000_000);
    }

    @Test
    void aClientsKeyInTheFileGoesBeforeOurDefault() {
      Map<String, String> given = new HashMap<>(BROKERS);
      given.put("session.timeout.ms", "60000");

      assertThat(WorkerConfig.of(given).streamsConfig(Role.SCORE))
          .containsEntry("session.timeout.ms", "60000");
    }

    @Test
    void otherKeysGoToTheClientsAndKafkaStreams() {
      assertThat(config.clientConfig()).containsOnlyKeys("bootstrap.servers", "commit.interval.ms");
      assertThat(config.streamsConfig(Role.SCORE))
          .containsEntry("bootstrap.servers", "broker:9092")
          .containsEntry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 777)
          .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "at_least_once")
          .containsEntry(StreamsConfig.POLL_MS_CONFIG, 25L);
    }

    @Test
    void theMetricsAreCountedExactlyOnceAllTheSame() {
      assertThat(config.streamsConfig(Role.METRICS))
          .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "exactly_once_v2");
    }
  }
}
