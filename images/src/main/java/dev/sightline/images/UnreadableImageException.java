package dev.sightline.images;

/**
 * How the parts of a decoder say that the data is at fault; {@link ImageDecoder} turns it into a
 * {@link Rejected}. Without a stack trace: it reports on data, not on code.
 */
final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1;

  private final RejectionReason reason;

  UnreadableImageException(RejectionReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  RejectionReason reason() {
    return reason;
  }
}
