package dev.sightline.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.topology.http.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessLogTest {
  private static final Health READY = Health.healthy("cats 1 serves");
  private static final Health AWAY = Health.unhealthy("the broker answers no heartbeat");

  private final List<String> said = new ArrayList<>();
  private long nanos = 5;
  private final ReadinessLog log =
      new ReadinessLog(
          () -> nanos, warning -> said.add("WARN " + warning), news -> said.add("INFO " + news));

  private void after(int seconds, Health health) {
    nanos += Duration.ofSeconds(seconds).toNanos();
    log.look(health);
  }

  @Test
  void thatItIsReadyIsSaidOnce() {
    after(0, AWAY);
    after(7, READY);
    after(60, READY);

    assertThat(said).containsExactly("INFO ready after 7 s: cats 1 serves");
  }

  @Test
  void aStartThatDrawsOutIsSaidWithItsReason() {
    after(9, AWAY);
    after(1, AWAY);
    after(1, AWAY);
    after(1, READY);

    assertThat(said)
        .containsExactly(
            "WARN not ready for 10 s: the broker answers no heartbeat",
            "INFO ready after 12 s: cats 1 serves");
  }

  @Test
  void anOutageIsSaidWhenItLastsAndThatItIsOver() {
    after(0, READY);
    after(100, AWAY);
    after(10, AWAY);
    after(40, AWAY);
    after(2, READY);

    assertThat(said)
        .containsExactly(
            "INFO ready after 0 s: cats 1 serves",
            "WARN not ready for 10 s: the broker answers no heartbeat",
            "INFO ready again after 52 s: cats 1 serves");
  }

  @Test
  void whatPassesQuicklyIsNotSaid() {
    after(0, READY);
    said.clear();
    for (int rebalance = 0; rebalance < 3; rebalance++) {
      after(5, AWAY);
      after(9, READY);
    }

    assertThat(said).isEmpty();
  }

  @Test
  void aLongOutageIsSaidAgainFromTimeToTime() {
    after(0, READY);
    said.clear();
    after(1, AWAY);
    for (int minute = 0; minute < 25; minute++) {
      after(60, AWAY);
    }

    assertThat(said)
        .containsExactly(
            "WARN not ready for 60 s: the broker answers no heartbeat",
            "WARN not ready for 660 s: the broker answers no heartbeat",
            "WARN not ready for 1260 s: the broker answers no heartbeat");
  }
}
