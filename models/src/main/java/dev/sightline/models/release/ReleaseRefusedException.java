package dev.sightline.models.release;

/**
 * A release names a version that does not exist or tells other classes apart, or there is nothing
 * to roll back to.
 */
public final class ReleaseRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ReleaseRefusedException(String message) {
    super(message);
  }
}
