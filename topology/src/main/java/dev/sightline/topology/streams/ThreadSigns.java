package dev.sightline.topology.streams;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The signs by which one stream thread shows that it gets on: it polls or commits, the group's
 * coordinator answers its heartbeats (also when no record comes), and its partitions have leaders.
 *
 * <p>Given by the stream thread, read by any.
 */
final class ThreadSigns {
  private final Clock clock;
  private final DoubleSupplier secondsSinceHeartbeat;
  private final Map<TopicPartition, Instant> withoutLeader = new ConcurrentHashMap<>();
  private volatile Instant lastStep;

  /**
   * @param secondsSinceHeartbeat negative when there was none; one that is not answered is the last
   */
  ThreadSigns(Clock clock, DoubleSupplier secondsSinceHeartbeat) {
    this.clock = clock;
    this.secondsSinceHeartbeat = secondsSinceHeartbeat;
    this.lastStep = clock.instant();
  }

  /** It polls, or commits. */
  void steps() {
    lastStep = clock.instant();
  }

  /** Its partitions that have no leader, as far as its consumer knows. */
  void haveNoLeader(Set<TopicPartition> partitions) {
    withoutLeader.keySet().retainAll(partitions);
    partitions.forEach(partition -> withoutLeader.putIfAbsent(partition, clock.instant()));
  }

  /**
   * What is missing since when; empty when all is well.
   *
   * @param patience how long a sign may be missing
   */
  Optional<String> missing(Patience patience) {
    Instant now = clock.instant();
    Instant limit = now.minus(patience.answers());
    double heartbeatSeconds = secondsSinceHeartbeat.getAsDouble();
    if (heartbeatSeconds * 1000 > patience.answers().toMillis()) {
      return Optional.of(
          "the broker answers no heartbeat since "
              + seconds(now.minusMillis((long) (heartbeatSeconds * 1000))));
    }
    Optional<String> leader =
        withoutLeader.entrySet().stream()
            .filter(entry -> entry.getValue().isBefore(limit))
            .findFirst()
            .map(entry -> entry.getKey() + " has no leader since " + seconds(entry.getValue()));
    Instant step = lastStep;
    return leader.isPresent() || !step.isBefore(now.minus(patience.steps()))
        ? leader
        : Optional.of(
            "a stream thread has neither polled nor committed since "
                + seconds(step)
                + ": the model, a broker or the leader of a partition does not answer");
  }

  static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }
}
