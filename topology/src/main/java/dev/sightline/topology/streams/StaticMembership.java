package dev.sightline.topology.streams;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of a consumer in its group, under an identity that stays the same when its worker
 * starts again. Of two consumers with one identity the broker knows the one that joined last, and
 * it lets either join at any time: so one whose producer was fenced must ask before it joins again,
 * or the two would take the place from each other for ever. For the thread of the consumer.
 */
final class StaticMembership {
  private static final Logger LOG = LoggerFactory.getLogger(StaticMembership.class);

  private final Consumer<byte[], byte[]> consumer;
  private final GroupMembers members;
  private volatile Thread thread;

  StaticMembership(Consumer<byte[], byte[]> consumer, GroupMembers members) {
    this.consumer = consumer;
    this.members = members;
  }

  /** The thread that asks is the consumer's. */
  void belongsHere() {
    thread = Thread.currentThread();
  }

  /** Whether the thread that asks is the consumer's; for any thread. */
  boolean isOfThisThread() {
    return thread == Thread.currentThread();
  }

  /**
   * Asks the broker who has the place. Without an answer the consumer counts as the one.
   *
   * @throws FencedInstanceIdException when it is another consumer
   */
  void check() {
    ConsumerGroupMetadata own = consumer.groupMetadata();
    if (own.groupInstanceId().isEmpty() || own.memberId().isEmpty()) {
      return;
    }
    try {
      taker(own, members.of(own.groupId()))
          .ifPresent(
              taker -> {
                throw new FencedInstanceIdException(
                    "%s on %s has joined the group %s as %s"
                        .formatted(
                            taker.clientId(),
                            taker.host(),
                            own.groupId(),
                            own.groupInstanceId().get()));
              });
    } catch (ExecutionException unknown) {
      LOG.debug("who is {} in {} is not known", own.groupInstanceId(), own.groupId(), unknown);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<MemberDescription> taker(
      ConsumerGroupMetadata own, Collection<MemberDescription> members) {
    return members.stream()
        .filter(member -> member.groupInstanceId().equals(own.groupInstanceId()))
        .filter(member -> !member.consumerId().equals(own.memberId()))
        .findFirst();
  }
}
