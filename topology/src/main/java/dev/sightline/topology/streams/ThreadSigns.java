package dev.sightline.topology.streams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The signs by which one stream thread shows that it gets on: it polls or commits, the group's
 * coordinator answers its heartbeats (also when no record comes) and knows what was committed, and
 * its partitions have leaders.
 *
 * <p>Given by the stream thread, read by any.
 */
final class ThreadSigns {
  private final Clock clock;
  private final DoubleSupplier secondsSinceHeartbeat;
  private final Map<TopicPartition, Instant> withoutLeader = new ConcurrentHashMap<>();
  private volatile Instant lastStep;
  private volatile Instant lastAnswer;
  private volatile Question question;
  private volatile Set<TopicPartition> partitions = Set.of();

  /** What the group is asked for, since when there is no answer. */
  private record Question(Collection<TopicPartition> partitions, Instant since) {}

  /**
   * @param secondsSinceHeartbeat negative when there was none; one that is not answered is the last
   */
  ThreadSigns(Clock clock, DoubleSupplier secondsSinceHeartbeat) {
    this.clock = clock;
    this.secondsSinceHeartbeat = secondsSinceHeartbeat;
    this.lastStep = clock.instant();
    this.lastAnswer = lastStep;
  }

  /** It polls, or commits. */
  void steps() {
    lastStep = clock.instant();
  }

  /** Some broker has answered something to its consumer. */
  void haveAnswer() {
    lastAnswer = clock.instant();
  }

  /** It asks the group for the offsets that were committed for partitions. */
  void asksForOffsets(Collection<TopicPartition> partitions) {
    Question before = question;
    question = new Question(partitions, before == null ? clock.instant() : before.since);
  }

  /** It has them. */
  void haveOffsets() {
    question = null;
  }

  /** It reads these partitions. */
  void reads(Set<TopicPartition> assigned) {
    partitions = Set.copyOf(assigned);
  }

  /** What it read a moment ago. */
  Set<TopicPartition> partitions() {
    return partitions;
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
    Instant heartbeat = lastHeartbeat(now);
    if (isMissed(heartbeat, now, patience.answers())) {
      return Optional.of("the broker answers no heartbeat since " + seconds(heartbeat));
    }
    Question open = question;
    if (open != null && open.since.isBefore(limit)) {
      return Optional.of(
          "what was committed of %s is not known since %s: the broker does not answer, or has a transaction there that does not end (kafka-transactions.sh find-hanging)"
              .formatted(open.partitions, seconds(open.since)));
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

  /** Before the first one, seconds after a member has joined, any answer stands for it. */
  private Instant lastHeartbeat(Instant now) {
    double ago = secondsSinceHeartbeat.getAsDouble();
    return ago < 0 ? lastAnswer : now.minusMillis((long) (ago * 1000));
  }

  /**
   * No heartbeats are sent while the group waits for a member that is gone; what the brokers answer
   * besides speaks for them then, for a while.
   */
  private boolean isMissed(Instant heartbeat, Instant now, Duration patience) {
    return heartbeat.isBefore(now.minus(patience))
        && (lastAnswer.isBefore(now.minus(patience))
            || heartbeat.isBefore(now.minus(patience.multipliedBy(3))));
  }

  static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }
}
