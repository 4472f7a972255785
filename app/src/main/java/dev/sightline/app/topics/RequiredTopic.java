package dev.sightline.app.topics;

import dev.sightline.schemas.ExistingTopics;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.rights.Right;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** A topic that a command can't do without. */
final class RequiredTopic {
  private RequiredTopic() {}

  /**
   * Asks whether they are all there.
   *
   * @param needed rights, on the topics that must be
   * @throws IllegalStateException when one is not; the message says how that is mended
   */
  static void check(Admin admin, List<Right> needed) throws InterruptedException {
    Topic<?>[] topics =
        Topics.ALL.stream()
            .filter(topic -> needed.stream().anyMatch(right -> right.isOn(topic)))
            .toArray(Topic<?>[]::new);
    refuse(ExistingTopics.of(admin, List.of(topics)).missing(topics));
  }

  static void refuse(Optional<String> fault) {
    fault.ifPresent(
        line -> {
          throw new IllegalStateException(line);
        });
  }
}
