package dev.sightline.topology.topics;

import dev.sightline.schemas.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a record must fit into to be written. The broker is asked before a record is found not to
 * fit, unless it was asked within the last minute: so a limit that an operator raises is known
 * soon, and one that was lowered after the first record that was refused. Safe for use by many
 * threads; who asks waits for the broker, up to some seconds.
 */
public final class TopicLimits {
  private static final Logger LOG = LoggerFactory.getLogger(TopicLimits.class);
  private static final Duration ASK_AFTER = Duration.ofMinutes(1);

  /** No lower limit is learned from what was refused: the smallest dead letter must fit. */
  static final int LEAST_BYTES = 16 * 1024;

  private final Supplier<Map<String, TopicSettings>> broker;
  private final long producerMaxBytes;
  private final Clock clock;
  private final Map<String, Long> refusedBytes = new HashMap<>();
  private final Set<String> refusedTimestamps = new HashSet<>();
  private Map<String, TopicSettings> settings = Map.of();
  private Instant askedAt = Instant.MIN;

  /**
   * @param broker tells the topics' settings by name; may throw {@link KafkaException}
   * @param producerMaxBytes what the producer takes, {@code max.request.size} for instance
   */
  public TopicLimits(
      Supplier<Map<String, TopicSettings>> broker, long producerMaxBytes, Clock clock) {
    this.broker = broker;
    this.producerMaxBytes = producerMaxBytes;
    this.clock = clock;
  }

  /** Whether the topic takes a record of so many bytes, with all that goes with it. */
  public boolean takesBytes(Topic<?> topic, long bytes) {
    return bytes <= maxBytesAsKnown(topic) || bytes <= maxBytes(topic);
  }

  /**
   * Whether the topic takes a record of this timestamp now. It does as long as it has refused none
   * for that: this machine's clock may be wrong, and the broker's decides.
   */
  public synchronized boolean takesTimestamp(Topic<?> topic, long timestampMs) {
    return !refusedTimestamps.contains(topic.name())
        || asKnown(topic).takes(timestampMs, clock.millis());
  }

  /** The most bytes of a record, with all that goes with it, that the topic takes. */
  public synchronized long maxBytes(Topic<?> topic) {
    askAfterAWhile();
    return maxBytesAsKnown(topic);
  }

  private synchronized TopicSettings asKnown(Topic<?> topic) {
    if (askedAt.equals(Instant.MIN)) {
      askAfterAWhile();
    }
    return settings.getOrDefault(topic.name(), TopicSettings.DEFAULT);
  }

  private synchronized long maxBytesAsKnown(Topic<?> topic) {
    long atMost = Math.min(asKnown(topic).maxBytes(), producerMaxBytes);
    return refusedBytes.containsKey(topic.name())
        ? Math.max(LEAST_BYTES, Math.min(atMost, refusedBytes.get(topic.name()) / 2))
        : atMost;
  }

  /**
   * A record of so many bytes was refused for its size: the limit is asked for again, and if that
   * explains nothing, taken to be half of that from now on.
   */
  synchronized void refused(String topic, long bytes) {
    ask();
    TopicSettings now = settings.getOrDefault(topic, TopicSettings.DEFAULT);
    if (bytes <= Math.min(now.maxBytes(), producerMaxBytes)) {
      refusedBytes.merge(topic, bytes, Math::min);
    }
  }

  /** A record was refused for its timestamp: from now on they are compared with the clock. */
  synchronized void refusedTimestamp(String topic) {
    ask();
    refusedTimestamps.add(topic);
  }

  private void askAfterAWhile() {
    if (askedAt.equals(Instant.MIN) || clock.instant().isAfter(askedAt.plus(ASK_AFTER))) {
      ask();
    }
  }

  private void ask() {
    try {
      settings = broker.get();
    } catch (KafkaException noAnswer) {
      LOG.warn("{}; what was known before is taken to hold", noAnswer.getMessage());
    }
    askedAt = clock.instant();
  }
}
