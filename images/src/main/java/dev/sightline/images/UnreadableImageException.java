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

  static UnreadableImageException damaged(String format, Object... values) {
    return new UnreadableImageException(RejectionReason.DAMAGED, format.formatted(values));
  }

  static UnreadableImageException truncated(String format, Object... values) {
    return new UnreadableImageException(RejectionReason.TRUNCATED, format.formatted(values));
  }

  static UnreadableImageException unsupported(String format, Object... values) {
    return new UnreadableImageException(RejectionReason.UNSUPPORTED, format.formatted(values));
  }

  RejectionReason reason() {
    return reason;
  }
}
