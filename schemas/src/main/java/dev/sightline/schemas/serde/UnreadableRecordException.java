package dev.sightline.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * These bytes are not a record of the expected type: no magic byte, an unknown schema id, damaged
 * Avro, or a schema that cannot be read as the expected one. The fault lies in the data: trying
 * again gives the same. A registry that can't be reached is a {@code SchemaRegistryException}.
 */
public final class UnreadableRecordException extends SerializationException {
  private static final long serialVersionUID = 1L;

  public UnreadableRecordException(String message) {
    super(message);
  }

  public UnreadableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
