package dev.sightline.topology.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  @Test
  void aCorrectionOfTheMachinesClockDoesNotMoveIt() {
    MovingClock machine = new MovingClock();
    SteadyClock steady = new SteadyClock(machine);
    var before = steady.instant();

    machine.move(Duration.ofDays(-1));

    assertThat(steady.instant()).isAfterOrEqualTo(before);
  }
}
