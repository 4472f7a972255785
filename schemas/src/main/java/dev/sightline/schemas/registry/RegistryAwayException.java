package dev.sightline.schemas.registry;

/** No registry answered, and the same question may well be answered later. */
public final class RegistryAwayException extends SchemaRegistryException {
  private static final long serialVersionUID = 1L;

  public RegistryAwayException(String message) {
    super(message);
  }
}
