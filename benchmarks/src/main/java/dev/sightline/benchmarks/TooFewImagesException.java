package dev.sightline.benchmarks;

/** A side was done with all images before it was measured. */
final class TooFewImagesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooFewImagesException(String message) {
    super(message);
  }
}
