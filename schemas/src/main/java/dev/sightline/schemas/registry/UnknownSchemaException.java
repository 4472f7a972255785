package dev.sightline.schemas.registry;

/**
 * The registry answered that it has no schema with the id asked for, or none that Avro can read.
 * Asking again gives the same, unless a replica of the registry lagged behind.
 */
public final class UnknownSchemaException extends SchemaRegistryException {
  private static final long serialVersionUID = 1L;

  public UnknownSchemaException(String message) {
    super(message);
  }
}
