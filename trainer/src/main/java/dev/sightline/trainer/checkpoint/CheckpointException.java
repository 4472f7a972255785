package dev.sightline.trainer.checkpoint;

/** A checkpoint can't be written, read, or gone on from. */
public final class CheckpointException extends RuntimeException {
  CheckpointException(String message) {
    super(message);
  }

  CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
