package dev.sightline.dashboard.feed;

/** A record that can be read and says what can't be: it is counted and passed over. */
public final class UnfitRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnfitRecordException(String message) {
    super(message);
  }
}
