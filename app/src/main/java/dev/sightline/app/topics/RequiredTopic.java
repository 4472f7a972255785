package dev.sightline.app.topics;

import dev.sightline.app.connection.Connection;
import dev.sightline.schemas.ExistingTopics;
import dev.sightline.schemas.Topic;
import org.apache.kafka.clients.admin.Admin;

/** A topic that a command can't do without. */
public final class RequiredTopic {
  private RequiredTopic() {}

  /**
   * To be called first: fails within seconds, before there is work that would be in vain.
   *
   * @throws IllegalStateException when no broker answers, or the cluster doesn't have all of the
   *     topics; the message says how to create them
   */
  public static void check(Connection connection, Topic<?>... topics) throws InterruptedException {
    try (Admin admin = connection.admin()) {
      ExistingTopics.of(admin)
          .missing(topics)
          .ifPresent(
              fault -> {
                throw new IllegalStateException(fault);
              });
    }
  }
}
