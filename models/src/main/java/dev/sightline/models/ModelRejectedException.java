package dev.sightline.models;

/**
 * This model must not be published or used: its name, manifest, signature, parts, archive or
 * content is not what it should be, or it could not be written to disk. The message says what,
 * where, expected and actual; a fault of the disk is the cause.
 */
public final class ModelRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelRejectedException(String message) {
    super(message);
  }

  public ModelRejectedException(String message, Throwable cause) {
    super(message, cause);
  }
}
