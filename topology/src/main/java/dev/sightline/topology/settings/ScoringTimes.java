package dev.sightline.topology.settings;

import dev.sightline.topology.scoring.intake.WorkBudgets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The times that Kafka gives scoring, and what they must allow for. A transaction and the wait for
 * the next poll end a stream thread's work when it takes longer, and it comes again; so both last
 * as long as the most that a thread does between two commits. A longer transaction has its price:
 * that of a worker which was killed holds up the readers of committed records until it times out.
 *
 * @param maxDecodeMs of one image, by the time of the processor
 * @param commitIntervalMs from one commit to the next when there is little to do
 */
record ScoringTimes(long maxDecodeMs, long commitIntervalMs) {
  /** A transaction may last a quarter of an hour on a broker with Kafka's defaults. */
  static final long LONGEST_DECODE_MS = Duration.ofMinutes(5).toMillis();

  /** Records of one poll at the most, so that a swap to a slower model finds few waiting. */
  private static final int MAX_POLL_RECORDS = 256;

  private static final long KAFKAS_POLL_INTERVAL_MS = Duration.ofMinutes(5).toMillis();

  /** What can't be interrupted in the middle, and the commit itself. */
  private static final long SLACK_MS = 5_000;

  private static final String PREFIXED_TRANSACTION_TIMEOUT =
      StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);

  static ScoringTimes of(WorkerConfig config) {
    Object given = config.clientConfig().get(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);
    return new ScoringTimes(
        config.decodeLimits().maxTime().toMillis(),
        given == null
            ? WorkerConfig.PROMPT_COMMIT_INTERVAL_MS
            : Long.parseLong(given.toString().strip()));
  }

  /** The work between two commits, on a machine that has nothing else to do. */
  private long workMs() {
    return 2 * WorkBudgets.BETWEEN_COMMITS.toMillis() + maxDecodeMs;
  }

  /** The shortest transaction that the work between two commits fits into. */
  long leastTransactionMs() {
    return commitIntervalMs + workMs();
  }

  /** One that allows for a machine that has as much else to do, and for prompt commits. */
  private long transactionMs() {
    return WorkerConfig.PROMPT_COMMIT_INTERVAL_MS + 2 * workMs() + SLACK_MS;
  }

  /** Adds what the user has not given. */
  void addTo(Map<String, Object> config, Map<String, Object> given) {
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    config.put(
        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
        (int) Math.max(KAFKAS_POLL_INTERVAL_MS, transactionMs()));
    if (!given.containsKey(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG)) {
      config.put(PREFIXED_TRANSACTION_TIMEOUT, (int) transactionMs());
    }
  }

  /**
   * What is wrong with the times that the clients will have.
   *
   * @param transactionMs the time-out of a transaction; empty without transactions
   */
  Optional<String> fault(Optional<Long> transactionMs, long pollIntervalMs) {
    if (transactionMs.isPresent() && transactionMs.get() < leastTransactionMs()) {
      return Optional.of(
          tooShort(PREFIXED_TRANSACTION_TIMEOUT, leastTransactionMs(), transactionMs.get()));
    }
    return pollIntervalMs < workMs()
        ? Optional.of(
            tooShort(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, workMs(), pollIntervalMs))
        : Optional.empty();
  }

  private String tooShort(String key, long leastMs, long foundMs) {
    return "%s: expected at least %d, so that an image of %s (%d) is done in time, found %d"
        .formatted(key, leastMs, WorkerConfig.MAX_DECODE_MS, maxDecodeMs, foundMs);
  }
}
