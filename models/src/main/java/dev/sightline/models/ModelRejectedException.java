package dev.sightline.models;

/**
 * This model must not be published or used: its name, manifest, signature, parts, archive or
 * content is not what it should be, or its folder can't be packed. The message says what, where,
 * expected and actual. A disk that fails while a model is fetched or unpacked is no fault of the
 * model but an {@link java.io.UncheckedIOException}.
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
