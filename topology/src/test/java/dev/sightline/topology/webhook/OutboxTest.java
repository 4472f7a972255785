package dev.sightline.topology.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.topology.time.MovingClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final TopicPartition PARTITION = new TopicPartition("drift-alerts", 0);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Answer taken = new Answer.Taken();
  private final Answer refused = new Answer.Refused("receiver answers 400: no");
  private final Answer away = new Answer.Unavailable("receiver answers 503", Optional.empty());
  private final List<String> posted = new ArrayList<>();
  private final Map<String, Answer> answers = new HashMap<>();
  private final MovingClock clock = new MovingClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Answer toOthers = taken;
  private final Outbox outbox =
      new Outbox(
          this::answer,
          new Pauses(LONGEST, new PausesTest.Constant(0)),
          new WebhookMeters(meters),
          clock);

  private Answer answer(String id, String body) {
    posted.add(id);
    return answers.getOrDefault(id, toOthers);
  }

  private void add(String... ids) {
    for (String id : ids) {
      long offset = Long.parseLong(id);
      outbox.add(new Parcel(PARTITION, offset, id, "{}"));
      outbox.haveRead(PARTITION, offset + 1);
    }
  }

  /** Makes attempts as they are due, for so long. */
  private void letPass(Duration time) throws InterruptedException {
    Instant end = clock.instant().plus(time);
    while (true) {
      outbox.step();
      Duration left = Duration.between(clock.instant(), end);
      Duration next = outbox.untilDue(LONGEST.multipliedBy(100));
      if (next.compareTo(left) > 0) {
        clock.move(left);
        return;
      }
      clock.move(next);
    }
  }

  private double alerts(String outcome) {
    return meters.get("sightline.webhook.alerts").tag("outcome", outcome).counter().count();
  }

  private double attempts(String outcome) {
    return meters.get("sightline.webhook.attempts").tag("outcome", outcome).counter().count();
  }

  @Nested
  class WhenTheReceiverTakesAll {
    @Test
    void eachIsPostedOnceInOrderAndSettled() throws Exception {
      add("3", "4", "7");
      assertThat(outbox.settled()).containsEntry(PARTITION, 3L);

      letPass(Duration.ZERO);

      assertThat(posted).containsExactly("3", "4", "7");
      assertThat(outbox.settled()).containsEntry(PARTITION, 8L);
      assertThat(outbox.state()).isEqualTo(OutboxState.EMPTY);
      assertThat(alerts("delivered")).isEqualTo(3);
      assertThat(attempts("taken")).isEqualTo(3);
    }
  }

  @Nested
  class WhenTheReceiverIsAway {
    @Test
    void theOldestIsTriedAgainWithPausesAndNothingIsSettled() throws Exception {
      toOthers = away;
      add("0", "1");
      Instant start = clock.instant();

      letPass(Duration.ofMinutes(10));

      assertThat(posted).containsOnly("0").hasSizeBetween(13, 17);
      assertThat(outbox.settled()).containsEntry(PARTITION, 0L);
      assertThat(outbox.state())
          .isEqualTo(new OutboxState(2, Optional.of("receiver answers 503"), Optional.of(start)));
      assertThat(attempts("failed")).isEqualTo(posted.size());
    }

    @Test
    void allGetThereOnceItIsBack() throws Exception {
      toOthers = away;
      add("0", "1");
      letPass(Duration.ofDays(3));
      posted.clear();
      toOthers = taken;

      letPass(LONGEST);

      assertThat(posted).containsExactly("0", "1");
      assertThat(outbox.settled()).containsEntry(PARTITION, 2L);
      assertThat(outbox.state()).isEqualTo(OutboxState.EMPTY);
      assertThat(alerts("given_up")).isZero();
    }

    @Test
    void itIsLeftAloneForAsLongAsItAsks() throws Exception {
      toOthers = new Answer.Unavailable("answers 429", Optional.of(Duration.ofMinutes(20)));
      add("0");

      letPass(Duration.ofMinutes(19));
      assertThat(posted).hasSize(1);

      letPass(Duration.ofMinutes(1));
      assertThat(posted).hasSize(2);
    }

    @Test
    void moreThanTheyCanHoldStayInTheTopic() {
      for (int i = 0; i < Outbox.MOST_WAITING; i++) {
        assertThat(outbox.isFull()).isFalse();
        add(Integer.toString(i));
      }
      assertThat(outbox.isFull()).isTrue();
    }
  }

  @Nested
  class WhenTheReceiverRefusesOne {
    @Test
    void thoseBehindItAreTakenAndItIsGivenUp() throws Exception {
      answers.put("0", refused);
      add("0", "1", "2");

      letPass(Duration.ofMinutes(5));

      assertThat(posted).filteredOn("0"::equals).hasSize(1 + Outbox.REFUSALS);
      assertThat(posted).filteredOn(id -> !id.equals("0")).containsExactly("1", "2");
      assertThat(posted.indexOf("1")).isEqualTo(1);
      assertThat(outbox.settled()).containsEntry(PARTITION, 3L);
      assertThat(outbox.state()).isEqualTo(OutboxState.EMPTY);
      assertThat(alerts("given_up")).isEqualTo(1);
      assertThat(alerts("delivered")).isEqualTo(2);
    }

    @Test
    void itIsTriedOnAsLongAsNoOtherShowsThatOthersAreTaken() throws Exception {
      answers.put("0", refused);
      add("0");
      letPass(Duration.ofDays(1));
      assertThat(posted).hasSizeGreaterThan(1_000);
      assertThat(outbox.settled()).containsEntry(PARTITION, 0L);

      add("1");
      letPass(LONGEST.multipliedBy(2));
      assertThat(posted).filteredOn("1"::equals).hasSize(1);
      letPass(LONGEST.multipliedBy(5));

      assertThat(alerts("given_up")).isEqualTo(1);
      assertThat(outbox.settled()).containsEntry(PARTITION, 2L);
    }

    @Test
    void severalInARowHoldNobodyBack() throws Exception {
      answers.put("0", refused);
      answers.put("1", refused);
      answers.put("2", refused);
      add("0", "1", "2", "3");

      letPass(Duration.ofSeconds(7));
      assertThat(posted).startsWith("0", "1", "2", "3");

      add("4");
      letPass(LONGEST);
      assertThat(posted).filteredOn("4"::equals).hasSize(1);
      letPass(LONGEST.multipliedBy(3 * Outbox.REFUSALS));
      assertThat(alerts("given_up")).isEqualTo(3);
      assertThat(outbox.settled()).containsEntry(PARTITION, 5L);
    }
  }

  @Nested
  class WhenTheReceiverRefusesEverything {
    @Test
    void nothingIsGivenUpAndAllGetThereOnceItIsMended() throws Exception {
      toOthers = refused;
      add("0", "1", "2");
      letPass(Duration.ofDays(1));
      assertThat(outbox.settled()).containsEntry(PARTITION, 0L);
      assertThat(posted).contains("0", "1", "2");

      toOthers = taken;
      letPass(LONGEST);

      assertThat(alerts("given_up")).isZero();
      assertThat(alerts("delivered")).isEqualTo(3);
      assertThat(outbox.settled()).containsEntry(PARTITION, 3L);
    }
  }

  @Nested
  class WhenAPartitionGoesElsewhere {
    @Test
    void whatWaitsOfItIsForgotten() throws Exception {
      toOthers = away;
      add("0");
      letPass(Duration.ZERO);

      outbox.forget(List.of(PARTITION));
      letPass(Duration.ofMinutes(5));

      assertThat(posted).hasSize(1);
      assertThat(outbox.settled()).isEmpty();
      assertThat(outbox.state()).isEqualTo(OutboxState.EMPTY);
    }
  }
}
