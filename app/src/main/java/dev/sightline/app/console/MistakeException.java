package dev.sightline.app.console;

/**
 * Something that the user asked for and that can't be: as a fault of the command line, it ends a
 * command with exit code 2. For what is found out away from the options; its message names the
 * option or the file.
 */
public final class MistakeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MistakeException(String message) {
    super(message);
  }

  public MistakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
