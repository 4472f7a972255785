package dev.sightline.topology.webhook;

import dev.sightline.topology.webhook.WebhookMeters.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerts that wait to be taken by the receiver, the oldest first, and how far each partition is
 * settled. For one thread; any may ask for its {@link #state}.
 *
 * <p>While the receiver is not there the oldest is tried again, with pauses. One that it refuses is
 * tried again too, behind those that were refused less: so one that it can't take holds no other
 * back. It is given up when others were taken since and it was refused {@value #REFUSALS} times
 * more. As long as no other is taken, the receiver may be refusing everything, as with a wrong
 * secret, and all wait.
 */
final class Outbox {
  /** More stay in the topic. */
  static final int MOST_WAITING = 500;

  static final int REFUSALS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final Receiver receiver;
  private final Pauses pauses;
  private final WebhookMeters meters;
  private final Clock clock;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<TopicPartition, Long> read = new HashMap<>();
  private int failuresInARow;
  private Instant dueAt = Instant.MIN;
  private volatile OutboxState state = OutboxState.EMPTY;

  private static final class Waiting {
    private final Parcel parcel;
    private int refusals;

    /** Those after others were taken; negative as long as none was. */
    private int refusalsSince = -1;

    private Waiting(Parcel parcel) {
      this.parcel = parcel;
    }
  }

  /**
   * @param clock a steady one
   */
  Outbox(Receiver receiver, Pauses pauses, WebhookMeters meters, Clock clock) {
    this.receiver = receiver;
    this.pauses = pauses;
    this.meters = meters;
    this.clock = clock;
  }

  /** Takes in an alert, behind those that wait. */
  void add(Parcel parcel) {
    waiting.add(new Waiting(parcel));
    read.putIfAbsent(parcel.partition(), parcel.offset());
    say(state.trouble());
  }

  /** All of a partition before an offset was read: what of it does not wait is settled. */
  void haveRead(TopicPartition partition, long beforeOffset) {
    read.put(partition, beforeOffset);
  }

  /** Forgets what waits of partitions: whoever has them next reads it again. */
  void forget(Collection<TopicPartition> partitions) {
    waiting.removeIf(each -> partitions.contains(each.parcel.partition()));
    read.keySet().removeAll(partitions);
    say(waiting.isEmpty() ? Optional.empty() : state.trouble());
  }

  /** Forgets all that waits. */
  void clear() {
    forget(List.copyOf(read.keySet()));
  }

  boolean isFull() {
    return waiting.size() >= MOST_WAITING;
  }

  /** By partition, the offset before which all is settled. */
  Map<TopicPartition, Long> settled() {
    Map<TopicPartition, Long> settled = new HashMap<>(read);
    waiting.forEach(
        each -> settled.merge(each.parcel.partition(), each.parcel.offset(), Math::min));
    return settled;
  }

  /** The time until the next attempt is due, at most so long. */
  Duration untilDue(Duration atMost) {
    Duration left = Duration.between(now(), waiting.isEmpty() ? Instant.MAX : dueAt);
    return left.isNegative() ? Duration.ZERO : left.compareTo(atMost) < 0 ? left : atMost;
  }

  private Instant now() {
    return clock.instant();
  }

  /**
   * Makes the next attempt, if one is due.
   *
   * @throws InterruptedException when interrupted; the alert waits on then
   */
  void step() throws InterruptedException {
    if (waiting.isEmpty() || now().isBefore(dueAt)) {
      return;
    }
    Waiting tried = next();
    Answer answer = receiver.post(tried.parcel.id(), tried.parcel.body());
    meters.attempted(answer);
    if (answer instanceof Answer.Refused refused) {
      refused(tried, refused.why());
    } else if (answer instanceof Answer.Unavailable unavailable) {
      failed(unavailable.why(), unavailable.retryAfter());
    } else {
      taken(tried);
    }
  }

  /** The oldest of those that were refused least: what was not tried yet waits for no other. */
  private Waiting next() {
    return Collections.min(waiting, Comparator.comparingInt(each -> each.refusals));
  }

  private void taken(Waiting tried) {
    settle(tried, Outcome.DELIVERED);
    failuresInARow = 0;
    dueAt = Instant.MIN;
    boolean someAreRefused = false;
    for (Waiting each : waiting) {
      if (each.refusals > 0) {
        someAreRefused = true;
        each.refusalsSince = Math.max(0, each.refusalsSince);
      }
    }
    say(someAreRefused ? state.trouble() : Optional.empty());
  }

  private void settle(Waiting tried, Outcome outcome) {
    waiting.remove(tried);
    meters.settled(outcome);
  }

  private void refused(Waiting tried, String why) {
    tried.refusals++;
    failed(why, Optional.empty());
    if (tried.refusalsSince < 0) {
      return;
    }
    tried.refusalsSince++;
    if (tried.refusalsSince >= REFUSALS) {
      LOG.error(
          "the webhook gives up alert {}, which it refuses while it takes others ({}): {}",
          tried.parcel.id(),
          why,
          tried.parcel.body());
      settle(tried, Outcome.GIVEN_UP);
      say(waiting.isEmpty() ? Optional.empty() : state.trouble());
    }
  }

  private void failed(String why, Optional<Duration> retryAfter) {
    failuresInARow++;
    Duration pause = pauses.after(failuresInARow);
    Duration asked = retryAfter.orElse(Duration.ZERO);
    dueAt = now().plus(asked.compareTo(pause) > 0 ? asked : pause);
    say(Optional.of(why));
  }

  /** Says what is the matter; in the log too, when that is news. */
  private void say(Optional<String> trouble) {
    OutboxState before = state;
    state = before.next(waiting.size(), trouble, now());
    if (trouble.isPresent() && !trouble.equals(before.trouble())) {
      LOG.warn("the webhook has not taken an alert, which is tried again: {}", trouble.get());
    } else if (trouble.isEmpty() && before.trouble().isPresent()) {
      LOG.info("the webhook has taken all that it was offered");
    }
  }

  /** As it stands. */
  OutboxState state() {
    return state;
  }
}
