package dev.sightline.topology.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TopicLimitsTest {
  private final Map<String, TopicSettings> broker = new HashMap<>();
  private final SteppedClock clock = new SteppedClock();
  private int asked;
  private final TopicLimits limits = new TopicLimits(this::ask, 32 << 20, clock);
  private final Refusals refusals = new Refusals(limits);

  private static final class SteppedClock extends Clock {
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private Map<String, TopicSettings> ask() {
    asked++;
    if (broker.isEmpty()) {
      throw new KafkaException("nobody may look");
    }
    return Map.copyOf(broker);
  }

  private void set(long maxBytes, long aheadMs) {
    TopicSettings d = TopicSettings.DEFAULT;
    broker.put(
        Topics.DEAD_LETTERS.name(),
        new TopicSettings(
            maxBytes,
            d.cleanupPolicies(),
            d.retentionMs(),
            d.retentionBytes(),
            d.behindMs(),
            aheadMs));
  }

  private boolean takes(long bytes) {
    return limits.takesBytes(Topics.DEAD_LETTERS, bytes);
  }

  @Nested
  class WhenTheBrokerAnswers {
    @Test
    void aRecordFitsUpToTheTopicsLimitAndTheProducers() {
      set(1000, 0);
      assertThat(takes(1000)).isTrue();
      assertThat(takes(1001)).isFalse();
      set(64 << 20, 0);
      clock.now = clock.now.plus(Duration.ofMinutes(2));
      assertThat(takes(32 << 20)).isTrue();
      assertThat(takes((32 << 20) + 1)).isFalse();
    }

    @Test
    void aRaisedLimitIsKnownAfterAMinuteAndRecordsThatFitAskNobody() {
      set(1000, 0);
      assertThat(takes(1001)).isFalse();
      set(2000, 0);
      assertThat(takes(1001)).isFalse();
      assertThat(asked).isEqualTo(1);
      clock.now = clock.now.plus(Duration.ofSeconds(61));
      assertThat(takes(1000)).isTrue();
      assertThat(asked).isEqualTo(1);
      assertThat(takes(1001)).isTrue();
    }

    @Test
    void aLoweredLimitIsKnownWithTheFirstRefusal() {
      set(100_000, 0);
      assertThat(takes(90_000)).isTrue();
      set(50_000, 0);
      refusals.note(Topics.DEAD_LETTERS.name(), null, 90_000, new RecordTooLargeException("no"));
      assertThat(takes(90_000)).isFalse();
      assertThat(takes(50_000)).isTrue();
    }
  }

  @Nested
  class WhenNobodyMayLook {
    @Test
    void kafkasDefaultsHoldAndEachRefusalTeachesAHalf() {
      assertThat(takes(1_048_588)).isTrue();
      assertThat(takes(1_048_589)).isFalse();
      refusals.note(Topics.DEAD_LETTERS.name(), null, 200_000, new RecordTooLargeException("no"));
      assertThat(takes(100_000)).isTrue();
      assertThat(takes(100_001)).isFalse();
      refusals.note(Topics.DEAD_LETTERS.name(), null, 20_000, new RecordTooLargeException("no"));
      assertThat(limits.maxBytes(Topics.DEAD_LETTERS)).isEqualTo(16 * 1024);
    }
  }

  @Nested
  class WhenATimestampIsRefused {
    @Test
    void timestampsAreComparedFromThenOnAndNotBefore() {
      set(1000, 60_000);
      long late = clock.millis() + 60_001;
      assertThat(limits.takesTimestamp(Topics.DEAD_LETTERS, late)).isTrue();
      refusals.note(Topics.DEAD_LETTERS.name(), null, 100, new InvalidTimestampException("no"));
      assertThat(limits.takesTimestamp(Topics.DEAD_LETTERS, late)).isFalse();
      assertThat(limits.takesTimestamp(Topics.DEAD_LETTERS, late - 1)).isTrue();
    }
  }
}
