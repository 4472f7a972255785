package dev.sightline.topology.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ThreadSignsTest {
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Patience PATIENCE = new Patience(TEN, TEN);
  private static final TopicPartition PARTITION = new TopicPartition("images", 3);

  private final MovableClock clock = new MovableClock();
  private double secondsSinceHeartbeat = 0;
  private final ThreadSigns signs = new ThreadSigns(clock, () -> secondsSinceHeartbeat);

  @Test
  void nothingIsMissingWithinThePatience() {
    secondsSinceHeartbeat = 10;
    signs.haveNoLeader(Set.of(PARTITION));
    clock.move(TEN);

    assertThat(signs.missing(PATIENCE)).isEmpty();
  }

  @Test
  void heartbeatsThatAreNotAnsweredAreMissedFirst() {
    clock.move(Duration.ofSeconds(60));
    secondsSinceHeartbeat = 11;

    assertThat(signs.missing(PATIENCE))
        .contains("the broker answers no heartbeat since 2024-05-01T12:00:49Z");
  }

  @Test
  void aBrokerThatGoesBeforeTheFirstHeartbeatIsMissedToo() {
    secondsSinceHeartbeat = -1;
    signs.haveAnswer();
    clock.move(TEN.plusMillis(1));
    signs.steps();

    assertThat(signs.missing(PATIENCE))
        .contains("the broker answers no heartbeat since 2024-05-01T12:00:00Z");
  }

  @Test
  void otherAnswersSpeakForTheBrokersWhileTheGroupWaits() {
    clock.move(Duration.ofSeconds(60));
    signs.steps();
    signs.haveAnswer();

    secondsSinceHeartbeat = 30;
    assertThat(signs.missing(PATIENCE)).isEmpty();

    secondsSinceHeartbeat = 31;
    assertThat(signs.missing(PATIENCE)).isPresent();
  }

  @Test
  void aThreadThatNeitherPollsNorCommitsIsMissed() {
    signs.steps();
    clock.move(TEN.plusMillis(1));

    assertThat(signs.missing(PATIENCE).orElseThrow())
        .startsWith("a stream thread has neither polled nor committed since 2024-05-01T12:00:00Z");

    signs.steps();
    assertThat(signs.missing(PATIENCE)).isEmpty();
  }

  @Test
  void aStepMayTakeLongerThanAnAnswer() {
    clock.move(TEN.plusMillis(1));

    assertThat(signs.missing(new Patience(TEN, TEN.multipliedBy(3)))).isEmpty();
  }

  @Test
  void aPartitionWithoutALeaderIsNamedUntilItHasOne() {
    signs.haveNoLeader(Set.of(PARTITION));
    clock.move(TEN.plusMillis(1));
    signs.steps();
    signs.haveNoLeader(Set.of(PARTITION));

    assertThat(signs.missing(PATIENCE))
        .contains("images-3 has no leader since 2024-05-01T12:00:00Z");

    signs.haveNoLeader(Set.of());
    assertThat(signs.missing(PATIENCE)).isEmpty();
  }
}
