package dev.sightline.schemas.registry;

/** The registry answered that it has no schema with the id asked for. */
public final class UnknownSchemaException extends SchemaRegistryException {
  private static final long serialVersionUID = 1L;

  public UnknownSchemaException(String message) {
    super(message);
  }
}
