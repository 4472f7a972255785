package dev.sightline.topology.streams;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
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
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(5).toMillis();

  private final Consumer<byte[], byte[]> consumer;
  private final Supplier<Admin> admin;
  private volatile Thread thread;

  StaticMembership(Consumer<byte[], byte[]> consumer, Supplier<Admin> admin) {
    this.consumer = consumer;
    this.admin = admin;
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
      taker(own, describe(own.groupId()))
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

  private ConsumerGroupDescription describe(String group)
      throws ExecutionException, InterruptedException {
    return admin
        .get()
        .describeConsumerGroups(
            List.of(group), new DescribeConsumerGroupsOptions().timeoutMs(TIMEOUT_MILLIS))
        .describedGroups()
        .get(group)
        .get();
  }

  private static Optional<MemberDescription> taker(
      ConsumerGroupMetadata own, ConsumerGroupDescription group) {
    return group.members().stream()
        .filter(member -> member.groupInstanceId().equals(own.groupInstanceId()))
        .filter(member -> !member.consumerId().equals(own.memberId()))
        .findFirst();
  }
}
