package dev.sightline.trainer.data;

/**
 * A data set can't be found, fetched or read. The message names the file and what is wrong with it.
 */
public final class DataSetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataSetException(String message) {
    super(message);
  }

  public DataSetException(String message, Throwable cause) {
    super(message, cause);
  }
}
