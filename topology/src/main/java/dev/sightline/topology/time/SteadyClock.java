package dev.sightline.topology.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that tells the machine's time at the start and what has passed since: it goes on evenly
 * when the machine's is corrected, so a pause is neither skipped nor never over. Safe for many
 * threads.
 */
public final class SteadyClock extends Clock {
  private final Clock machine;
  private final Instant start;
  private final long startNanos = System.nanoTime();

  public SteadyClock(Clock machine) {
    this.machine = machine;
    this.start = machine.instant();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }

  @Override
  public ZoneId getZone() {
    return machine.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SteadyClock(machine.withZone(zone));
  }
}
