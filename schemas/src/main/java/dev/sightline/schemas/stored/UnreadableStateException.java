package dev.sightline.schemas.stored;

import org.apache.kafka.common.errors.SerializationException;

/**
 * What a store holds can't be read: a version wrote it that this one does not know, or it is
 * damaged. Trying again gives the same, and to go on without it would lose it.
 */
public final class UnreadableStateException extends SerializationException {
  private static final long serialVersionUID = 1L;

  public UnreadableStateException(String message) {
    super(message);
  }

  public UnreadableStateException(String message, Throwable cause) {
    super(message, cause);
  }
}
