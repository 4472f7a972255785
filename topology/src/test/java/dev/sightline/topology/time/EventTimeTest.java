package dev.sightline.topology.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class EventTimeTest {
  private static final long NOW = Instant.parse("2026-11-25T10:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final EventTime eventTime =
      new EventTime(
          Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC), Duration.ofMinutes(1), meters);

  private long extract(long timestampMs, long partitionTimeMs) {
    return eventTime.extract(
        new ConsumerRecord<>(
            "images",
            3,
            17,
            timestampMs,
            TimestampType.CREATE_TIME,
            0,
            0,
            null,
            null,
            new RecordHeaders(),
            Optional.empty()),
        partitionTimeMs);
  }

  private double counted() {
    return meters.find(EventTime.AHEAD).counters().stream().mapToDouble(each -> each.count()).sum();
  }

  @Test
  void itIsTheRecordsTimestampUpToTheBound() {
    assertThat(extract(0, NOW)).isZero();
    assertThat(extract(NOW - MINUTE, NOW)).isEqualTo(NOW - MINUTE);
    assertThat(extract(NOW + MINUTE, 0)).isEqualTo(NOW + MINUTE);
    assertThat(counted()).isZero();
  }

  @Test
  void beyondTheBoundItIsNowAndCounted() {
    assertThat(extract(NOW + MINUTE + 1, 0)).isEqualTo(NOW);
    assertThat(extract(NOW * 1000, 0)).isEqualTo(NOW);
    assertThat(extract(Long.MAX_VALUE, 0)).isEqualTo(NOW);
    assertThat(counted()).isEqualTo(3);
    assertThat(meters.get(EventTime.AHEAD).tag("topic", "images").counter().getId().getTag("what"))
        .isEqualTo("timestamp");
  }

  @Test
  void withoutATimestampItIsThePartitionsUnlessThatLiesAhead() {
    assertThat(extract(-1, NOW - 5)).isEqualTo(NOW - 5);
    assertThat(extract(-1, -1)).isZero();
    assertThat(extract(-1, NOW * 1000)).as("as an earlier version committed it").isEqualTo(NOW);
    assertThat(counted()).isZero();
  }
}
