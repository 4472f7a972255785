package dev.sightline.topology.streams;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How long a sign that an application gets on may be missing.
 *
 * @param answers of a broker or the registry
 * @param steps of a stream thread: polls and commits
 */
public record Patience(Duration answers, Duration steps) {
  private static final long LEAST_MS = 10_000;
  private static final long HEARTBEAT_MS = 3_000;

  /**
   * Ten seconds, unless the settings let signs come less often: an answer may be missing for three
   * heartbeats or two commits, a step for as long as a transaction may take.
   */
  public static Patience of(StreamsConfig config) {
    long heartbeatMs =
        number(
            config.getMainConsumerConfigs("any", "any", 0),
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            HEARTBEAT_MS);
    long transactionMs =
        number(config.getProducerConfigs("any"), ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 0);
    long commitMs = config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);
    long answersMs = Math.max(LEAST_MS, Math.max(3 * heartbeatMs, 2 * commitMs));
    return new Patience(
        Duration.ofMillis(answersMs), Duration.ofMillis(Math.max(answersMs, transactionMs)));
  }

  private static long number(Map<String, Object> settings, String key, long otherwise) {
    Object value = settings.get(key);
    return value == null ? otherwise : Long.parseLong(value.toString());
  }
}
