package dev.sightline.app.topics;

import dev.sightline.schemas.ExistingTopics;
import dev.sightline.schemas.Topic;
import org.apache.kafka.clients.admin.Admin;

/** A topic that a command can't do without. */
public final class RequiredTopic {
  private RequiredTopic() {}

  /**
   * @throws IllegalStateException when the cluster doesn't have all of the topics; the message says
   *     how to create them
   */
  public static void check(Admin admin, Topic<?>... topics) throws InterruptedException {
    ExistingTopics.of(admin)
        .missing(topics)
        .ifPresent(
            fault -> {
              throw new IllegalStateException(fault);
            });
  }
}
