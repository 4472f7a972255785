package dev.sightline.app.topics;

import dev.sightline.schemas.Topic;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A topic that a command can't do without. */
public final class RequiredTopic {
  private RequiredTopic() {}

  /**
   * @throws IllegalStateException when the cluster doesn't have the topic; the message says how to
   *     create it
   */
  public static void check(Admin admin, Topic<?> topic) throws InterruptedException {
    try {
      admin.describeTopics(List.of(topic.name())).allTopicNames().get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new IllegalStateException(
            "there is no topic %s: `sightline topics create` creates it".formatted(topic.name()));
      }
      throw new KafkaException(
          "topic " + topic.name() + ": " + failure.getCause().getMessage(), failure.getCause());
    }
  }
}
