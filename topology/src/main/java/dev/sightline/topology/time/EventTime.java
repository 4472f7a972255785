package dev.sightline.topology.time;

import dev.sightline.topology.commit.RareLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.slf4j.LoggerFactory;

/**
 * Event time is the record's timestamp, unless that can't be. A time that lies ahead of the wall
 * clock by more than a bound becomes the wall clock's: one wrong clock among the publishers would
 * otherwise make the records of all others late. A record without a timestamp takes the highest of
 * its partition so far, but never one ahead of the clock: Kafka Streams' own extractors would stop
 * the task or leave the record out uncounted. Safe for many threads.
 *
 * <p>Counted in {@code sightline.timestamps.ahead{topic,what}} as records are read: those of an
 * aborted transaction again when they come again.
 */
public final class EventTime implements TimestampExtractor {
  static final String AHEAD = "sightline.timestamps.ahead";

  private final Clock clock;
  private final long maxAheadMs;
  private final MeterRegistry meters;
  private final RareLog log = new RareLog(LoggerFactory.getLogger(EventTime.class));

  /**
   * @param maxAhead how far ahead of the clock a time may lie
   */
  public EventTime(Clock clock, Duration maxAhead, MeterRegistry meters) {
    this.clock = clock;
    this.maxAheadMs = maxAhead.toMillis();
    this.meters = meters;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTimeMs) {
    return record.timestamp() < 0
        ? Math.max(0, Math.min(partitionTimeMs, clock.millis()))
        : bounded(
            record.timestamp(), "timestamp", record.topic(), record.partition(), record.offset());
  }

  /**
   * A time, or that of the wall clock where it lies too far ahead, which is counted and, now and
   * then, logged.
   *
   * @param what the time's name
   */
  public long bounded(long timeMs, String what, String topic, int partition, long offset) {
    long nowMs = clock.millis();
    if (timeMs - maxAheadMs <= nowMs) {
      return timeMs;
    }
    Counter.builder(AHEAD)
        .description("Times ahead of the clock by more than the bound")
        .tag("topic", topic)
        .tag("what", what)
        .register(meters)
        .increment();
    synchronized (log) {
      log.warn(
          nowMs,
          "%s ahead of the clock in %s".formatted(what, RareLog.place(topic, partition, offset)),
          "%s, when it is %s here; taken for now. A publisher's clock or unit is wrong, or, where all records are ahead, this worker's clock is behind"
              .formatted(Instant.ofEpochMilli(timeMs), Instant.ofEpochMilli(nowMs)));
    }
    return nowMs;
  }
}
