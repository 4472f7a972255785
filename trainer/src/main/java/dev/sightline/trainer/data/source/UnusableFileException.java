package dev.sightline.trainer.data.source;

import java.io.IOException;

/** One image file is of no use, while others beside it may be. The message says why. */
final class UnusableFileException extends IOException {
  private static final long serialVersionUID = 1L;

  UnusableFileException(String message) {
    super(message);
  }
}
