package dev.sightline.app.topics;

import dev.sightline.app.connection.Connection;
import dev.sightline.schemas.ExistingTopics;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.rights.MissingRights;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import dev.sightline.schemas.rights.Scope;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** A topic that a command can't do without, and what it must be allowed to do with it. */
public final class RequiredTopic {
  private RequiredTopic() {}

  /**
   * To be called first: fails within seconds, before there is work that would be in vain.
   *
   * @param part that has them all
   * @param needed those of the part that the command is going to use
   * @throws IllegalStateException when no broker answers, doesn't allow one of these, or doesn't
   *     have one of the topics; the message says how that is mended
   */
  public static void check(Connection connection, Part part, List<Right> needed)
      throws InterruptedException {
    try (Admin admin = connection.admin()) {
      refuse(MissingRights.of(admin, needed).text(part, Scope.DEFAULT));
      Topic<?>[] topics =
          Topics.ALL.stream()
              .filter(topic -> needed.stream().anyMatch(right -> right.isOn(topic)))
              .toArray(Topic<?>[]::new);
      refuse(ExistingTopics.of(admin, List.of(topics)).missing(topics));
    }
  }

  private static void refuse(Optional<String> fault) {
    fault.ifPresent(
        line -> {
          throw new IllegalStateException(line);
        });
  }
}
