package dev.sightline.topology.model;

/** A version is wanted no more while it is being loaded. */
final class SupersededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SupersededException(String message) {
    super(message);
  }
}
