package dev.sightline.topology;

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
 * Event time is the record's timestamp, unless that can't be. One that lies ahead of the wall clock
 * by more than a bound becomes the wall clock's time: one wrong clock among the publishers would
 * otherwise make the records of all others late. A record without a timestamp takes the highest of
 * its partition so far, within the same bound: Kafka Streams' own extractors would stop the task or
 * leave the record out uncounted. Safe for many threads.
 *
 * <p>Counted in {@code sightline.timestamps.ahead{topic}} as records are read: those of an aborted
 * transaction again when they come again.
 */
public final class EventTime implements TimestampExtractor {
  static final String AHEAD = "sightline.timestamps.ahead";

  private final Clock clock;
  private final long maxAheadMs;
  private final MeterRegistry meters;
  private final RareLog log = new RareLog(LoggerFactory.getLogger(EventTime.class));

  /**
   * @param maxAhead how far ahead of the clock a timestamp may lie
   */
  public EventTime(Clock clock, Duration maxAhead, MeterRegistry meters) {
    this.clock = clock;
    this.maxAheadMs = maxAhead.toMillis();
    this.meters = meters;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTimeMs) {
    long nowMs = clock.millis();
    if (record.timestamp() < 0) {
      return Math.max(0, Math.min(partitionTimeMs, nowMs));
    }
    if (record.timestamp() - maxAheadMs <= nowMs) {
      return record.timestamp();
    }
    ahead(record, nowMs);
    return nowMs;
  }

  private synchronized void ahead(ConsumerRecord<Object, Object> record, long nowMs) {
    Counter.builder(AHEAD)
        .description("Records whose timestamp was ahead of the clock by more than the bound")
        .tag("topic", record.topic())
        .register(meters)
        .increment();
    log.warn(
        nowMs,
        "timestamp ahead of the clock in "
            + RareLog.place(record.topic(), record.partition(), record.offset()),
        "%s, and it is %s here; it counts as now. The publisher's clock is ahead, or this worker's is behind: where most records are ahead, look here first"
            .formatted(Instant.ofEpochMilli(record.timestamp()), Instant.ofEpochMilli(nowMs)));
  }
}
