package dev.sightline.dashboard.feed;

import org.apache.kafka.common.KafkaException;

/** A topic that the cluster doesn't have, or not yet. The message says how to create it. */
final class MissingTopicException extends KafkaException {
  private static final long serialVersionUID = 1L;

  MissingTopicException(String topic) {
    super("there is no topic " + topic + ": `sightline topics create` creates it");
  }
}
