package dev.sightline.models.publish;

import org.apache.kafka.common.KafkaException;

/**
 * A publish failed on its way to the broker. The message says whether nothing of it can be seen, or
 * whether the outcome is unknown because the broker never answered the commit.
 */
public final class ModelPublishException extends KafkaException {
  private static final long serialVersionUID = 1L;

  public ModelPublishException(String message, Throwable cause) {
    super(message, cause);
  }
}
