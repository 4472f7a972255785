package dev.sightline.schemas.registry;

import org.apache.kafka.common.KafkaException;

/** The registry refused a request or gave no answer. The message says which URL, what, and why. */
public class SchemaRegistryException extends KafkaException {
  private static final long serialVersionUID = 1L;

  public SchemaRegistryException(String message) {
    super(message);
  }

  public SchemaRegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
